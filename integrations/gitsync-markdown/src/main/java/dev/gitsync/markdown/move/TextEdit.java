package dev.gitsync.markdown.move;

import dev.gitsync.markdown.link.TextRange;
import java.util.List;

/**
 * The replacement of a part of a text.
 *
 * @param range the part
 * @param replacement what stands there afterwards
 */
public record TextEdit(TextRange range, String replacement) {
    /**
     * Returns a text after edits.
     *
     * @param edits in the order of their ranges, which do not overlap
     */
    public static String apply(String text, List<TextEdit> edits) {
        StringBuilder edited = new StringBuilder(text.length());
        int at = 0;
        for (TextEdit edit : edits) {
            edited.append(text, at, edit.range().start()).append(edit.replacement());
            at = edit.range().end();
        }
        return edited.append(text, at, text.length()).toString();
    }

    /** Returns whether edits are in the order of their ranges and do not overlap. */
    public static boolean areInOrder(List<TextEdit> edits) {
        int end = 0;
        for (TextEdit edit : edits) {
            if (edit.range().start() < end) {
                return false;
            }
            end = edit.range().end();
        }
        return true;
    }
}
