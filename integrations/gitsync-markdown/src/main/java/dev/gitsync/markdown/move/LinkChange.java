package dev.gitsync.markdown.move;

import dev.gitsync.markdown.resolve.LinkTarget;
import org.jspecify.annotations.Nullable;

/**
 * A link that has to be written anew.
 *
 * @param index its index among the links of the text
 * @param target its target after the moves
 * @param edit how to write it, or null if nothing leads to the target
 */
record LinkChange(int index, LinkTarget target, @Nullable TextEdit edit) {}
