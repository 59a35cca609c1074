package dev.gitsync.model;

import dev.gitsync.error.InvalidInputException;

/**
 * The wiki's own identity of a page, opaque to gitsync. It outlives every title and every path.
 *
 * @param value 1 to 128 printable ASCII characters without blanks
 */
public record PageId(String value) implements Comparable<PageId> {
    private static final int MAX_LENGTH = 128;

    /** @throws InvalidInputException when {@code value} has another form */
    public PageId {
        if (value.isEmpty() || value.length() > MAX_LENGTH || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new InvalidInputException("A page id is 1 to 128 printable ASCII characters without blanks");
        }
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
