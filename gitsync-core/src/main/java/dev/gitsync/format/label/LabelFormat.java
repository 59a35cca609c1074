package dev.gitsync.format.label;

import java.util.List;

/**
 * Reads and edits the labels in texts of pages. Implementations are pure functions, and safe for use by several threads. The contract
 * is {@code dev.gitsync.testkit.label.LabelFormatContract}.
 */
public interface LabelFormat {
    /**
     * Returns the labels of a text as they are written in it, in their order.
     *
     * @param keys the names of the entries whose values are labels, in order of preference
     */
    LabelReading read(String text, List<String> keys);

    /**
     * Returns the text with other labels. Only bytes of the entries with these keys differ. An edit without labels returns the text
     * itself.
     *
     * @param keys as for {@link #read}; a new entry gets the first of them
     */
    LabelEditing edit(String text, List<String> keys, LabelEdit edit);
}
