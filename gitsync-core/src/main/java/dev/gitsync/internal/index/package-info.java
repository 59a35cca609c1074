/**
 * The index of a space, stored as a git tree: maps pages to paths and back, and contains the cursor of the feed. Used by
 * all components that read or change pages as files.
 */
@NullMarked
package dev.gitsync.internal.index;

import org.jspecify.annotations.NullMarked;
