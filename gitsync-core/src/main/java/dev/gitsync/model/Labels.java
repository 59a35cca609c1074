package dev.gitsync.model;

import dev.gitsync.error.InvalidInputException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * The labels of a page, also called tags: a set without an order. Two sets with the same labels are equal. Immutable.
 *
 * @param names the labels, each once, in the order of {@link String#compareTo}
 */
public record Labels(List<String> names) {
    private static final Labels NONE = new Labels(List.of());

    /**
     * Sorts the labels, and drops duplicates.
     *
     * @throws InvalidInputException if one is not {@linkplain #isValid valid}
     */
    public Labels {
        names = List.copyOf(new TreeSet<>(names));
        for (String name : names) {
            if (!isValid(name)) {
                throw new InvalidInputException(
                        "A label is empty, begins or ends with a blank, or has a control character."
                                + " Correct it and try again.");
            }
        }
    }

    /** Returns a set of these labels. */
    public static Labels of(String... names) {
        return new Labels(List.of(names));
    }

    /** Returns a set of these labels. */
    public static Labels of(Collection<String> names) {
        return new Labels(List.copyOf(names));
    }

    /** Returns the empty set. */
    public static Labels none() {
        return NONE;
    }

    /** Returns whether a label is not empty, neither begins nor ends with a blank, and has no control character. */
    public static boolean isValid(String name) {
        return !name.isEmpty()
                && name.strip().equals(name)
                && name.chars().noneMatch(Character::isISOControl)
                && hasWholeCharacters(name);
    }

    private static boolean hasWholeCharacters(String name) {
        return name.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /** Returns whether this label is in the set. */
    public boolean contains(String name) {
        return Collections.binarySearch(names, name) >= 0;
    }

    /** Returns whether the set is empty. */
    public boolean isEmpty() {
        return names.isEmpty();
    }

    /** Returns the labels of this set that are not in another one. */
    public Labels without(Labels others) {
        return new Labels(names.stream().filter(name -> !others.contains(name)).toList());
    }

    /** Returns the labels of both sets. */
    public Labels with(Labels others) {
        TreeSet<String> all = new TreeSet<>(names);
        all.addAll(others.names);
        return of(all);
    }

    /** Returns the number of labels: they must never reach a log, like titles and texts. */
    @Override
    public String toString() {
        return "Labels[" + names.size() + "]";
    }
}
