package dev.gitsync.format.order;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The pages of one folder, by their names in git: that of the file without extension, or of the folder.
 *
 * @param names the names, each once
 * @param alphabetical the order of pages that no file orders, for example by title. It must be a total order, so it is best to end with
 *     {@link Comparator#naturalOrder()}
 */
public record Siblings(Set<String> names, Comparator<String> alphabetical) {
    /** The alphabetical order by names, without regard to case. */
    public static final Comparator<String> BY_NAME =
            String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder());

    /** Copies the names. */
    public Siblings {
        names = Set.copyOf(names);
    }

    /** Returns pages whose alphabetical order is that of their names, without regard to case. */
    public static Siblings of(Collection<String> names) {
        return new Siblings(new HashSet<>(names), BY_NAME);
    }

    /** Returns the names in alphabetical order. */
    public List<String> sorted() {
        return names.stream().sorted(alphabetical).toList();
    }
}
