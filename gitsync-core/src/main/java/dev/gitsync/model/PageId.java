package dev.gitsync.model;

import dev.gitsync.error.InvalidInputException;

/**
 * The wiki's own identity of a page, opaque to gitsync. It stays the same when the title or the path changes.
 *
 * @param value 1 to 128 printable ASCII characters without blanks
 */
public record PageId(String value) implements Comparable<PageId> {
    private static final int MAX_LENGTH = 128;

    /**
     * Checks the form of the value.
     *
     * @throws InvalidInputException when {@code value} has another form
     */
    public PageId {
        if (!isValid(value)) {
            throw new InvalidInputException("A page id is 1 to 128 printable ASCII characters without blanks");
        }
    }

    /** Returns whether {@code value} has the form of a page id, for callers that must not throw on untrusted input. */
    public static boolean isValid(String value) {
        return !value.isEmpty() && value.length() <= MAX_LENGTH && value.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /** Orders ids by their characters, as a store's {@code COLLATE "C"} does. */
    @Override
    public int compareTo(PageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
