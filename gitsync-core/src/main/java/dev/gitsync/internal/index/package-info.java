/** The index of a space, kept as a git tree: which page is which path, and how far the feed was read. */
@NullMarked
package dev.gitsync.internal.index;

import org.jspecify.annotations.NullMarked;
