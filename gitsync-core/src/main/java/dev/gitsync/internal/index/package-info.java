/**
 * The index of a space, stored as a git tree: maps pages to paths and back, and holds the cursor of the feed. Used by
 * everything that reads or changes pages as files.
 */
@NullMarked
package dev.gitsync.internal.index;

import org.jspecify.annotations.NullMarked;
