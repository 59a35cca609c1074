/** Tests of the edits for a move. */
@NullMarked
package dev.gitsync.markdown.move;

import org.jspecify.annotations.NullMarked;
