package dev.gitsync.internal.tree;

import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Asks a folder for the names that are alike.
 *
 * @param key what is equal for names that are alike; a folder keeps its names by it as long as the same object is handed in
 * @param wanted the keys of the names that are asked for
 */
public record NameQuery(UnaryOperator<String> key, Set<String> wanted) {
    /** Copies the set. */
    public NameQuery {
        wanted = Set.copyOf(wanted);
    }
}
