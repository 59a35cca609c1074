/**
 * Places the file and folder of a page in the tree: free names, moves, and entries beside them. Used by the pull and by repair.
 */
@NullMarked
package dev.gitsync.internal.placement;

import org.jspecify.annotations.NullMarked;
