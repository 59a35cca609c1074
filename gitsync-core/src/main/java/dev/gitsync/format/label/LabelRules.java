package dev.gitsync.format.label;

import dev.gitsync.model.Labels;
import java.util.Optional;

/**
 * Which labels a wiki can have. Implementations are pure functions, and safe for use by several threads.
 */
@FunctionalInterface
public interface LabelRules {
    /**
     * Returns a label as the wiki stores it, for example in small letters. Returns empty if the wiki can't have such a label; it then
     * stays in the file, and the wiki does not see it. Applied to its own result, this returns the same label.
     *
     * @param written a {@linkplain Labels#isValid valid} label, as it is written in a file
     */
    Optional<String> stored(String written);

    /** Returns the rules of a wiki that has any valid label exactly as it is written. */
    static LabelRules exact() {
        return Optional::of;
    }
}
