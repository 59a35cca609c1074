/**
 * Computes the edits with which the links of a space survive a move: {@link LinkMover}. They change the paths of links and no
 * other byte.
 */
@NullMarked
package dev.gitsync.markdown.move;

import org.jspecify.annotations.NullMarked;
