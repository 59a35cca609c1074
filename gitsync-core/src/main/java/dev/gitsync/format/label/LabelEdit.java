package dev.gitsync.format.label;

import java.util.List;
import java.util.Set;

/**
 * A change of the labels in a text.
 *
 * @param removed the labels to remove, as they are written in the text
 * @param added the labels to add, which the text does not have
 */
public record LabelEdit(Set<String> removed, List<String> added) {
    /** Copies the labels. */
    public LabelEdit {
        removed = Set.copyOf(removed);
        added = List.copyOf(added);
    }

    /** Returns whether the edit changes nothing. */
    public boolean isEmpty() {
        return removed.isEmpty() && added.isEmpty();
    }
}
