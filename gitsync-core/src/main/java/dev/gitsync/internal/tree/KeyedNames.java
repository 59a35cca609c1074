package dev.gitsync.internal.tree;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The names of a folder by a key, so that a name is compared with those like it and not with all of them. A name that leaves
 * the folder stays here; the caller checks which entries exist.
 */
final class KeyedNames {
    private final UnaryOperator<String> key;
    private final Map<String, Set<String>> names = new HashMap<>();

    KeyedNames(UnaryOperator<String> key, Collection<String> present) {
        this.key = key;
        present.forEach(this::add);
    }

    /** Returns whether this key is the one that groups the names. */
    boolean isBy(UnaryOperator<String> other) {
        return key == other;
    }

    void add(String name) {
        names.computeIfAbsent(key.apply(name), missing -> new LinkedHashSet<>(1))
                .add(name);
    }

    Set<String> of(String wanted) {
        return names.getOrDefault(wanted, Set.of());
    }
}
