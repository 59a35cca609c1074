package dev.gitsync.format.label;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The value of an entry for labels, in a text. Immutable. */
interface LabelValue {
    /** Returns the labels as they are written, in their order. */
    List<String> labels();

    /**
     * Returns the text with these labels removed and others added, in the form that the value has. The caller reads it again, because
     * the form may not be able to contain them.
     */
    String edited(Set<String> removed, List<String> added);

    /** Returns the text with the value written anew as a list; empty if something in it is not a label. */
    Optional<String> rewritten(List<String> labels);
}
