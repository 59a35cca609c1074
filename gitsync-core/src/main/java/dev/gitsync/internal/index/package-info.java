/**
 * The index of a space, stored as a git tree: maps pages to paths and back, and contains the cursor of the feed. Used by
 * all components that read or change pages as files.
 *
 * <p>More than 20 types: the parts of the index share the tries that store them, and these are hidden in the package.
 */
@NullMarked
package dev.gitsync.internal.index;

import org.jspecify.annotations.NullMarked;
