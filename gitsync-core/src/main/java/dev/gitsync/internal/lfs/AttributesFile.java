package dev.gitsync.internal.lfs;

import java.util.List;
import java.util.Map;

/**
 * A parsed {@code .gitattributes} file. Immutable.
 *
 * @param rules the rules, those with the highest precedence first
 * @param macros the macros that it defines, which count only in the root of a repository
 */
record AttributesFile(List<AttributeRule> rules, Map<String, List<AttributeAssignment>> macros) {
    static final AttributesFile EMPTY = new AttributesFile(List.of(), Map.of());

    /** Applies the rules for a file, whose path is relative to the folder of this file. */
    void apply(String path, AttributeLookup lookup) {
        for (AttributeRule rule : rules) {
            if (lookup.isDecided()) {
                return;
            }
            if (rule.pattern().matches(path)) {
                lookup.apply(rule.assignments());
            }
        }
    }
}
