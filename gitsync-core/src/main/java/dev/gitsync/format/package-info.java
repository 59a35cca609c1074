/**
 * Converts a page to a file and back, and derives file names from titles: SPIs for embedders, with a Markdown implementation.
 * The planner and the pull use them through {@code internal.pages}.
 */
@NullMarked
package dev.gitsync.format;

import org.jspecify.annotations.NullMarked;
