package dev.gitsync.internal.tree;

import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Queries a folder for names with equal keys.
 *
 * @param key maps similar names to equal keys; a folder caches its names by key as long as the same object is passed
 * @param wanted the keys of the requested names
 */
public record NameQuery(UnaryOperator<String> key, Set<String> wanted) {
    /** Copies the set. */
    public NameQuery {
        wanted = Set.copyOf(wanted);
    }
}
