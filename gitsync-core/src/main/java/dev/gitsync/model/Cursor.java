package dev.gitsync.model;

import java.util.Objects;

/**
 * A position in the change feed of one space, opaque to gitsync, which only stores it, passes it back and compares it for
 * equality.
 *
 * @param value the store's own notation, at most 256 characters without line breaks
 */
public record Cursor(String value) {
    /** The position before the first change. */
    public static final Cursor START = new Cursor("");

    /** Checks that the value is not null. */
    public Cursor {
        Objects.requireNonNull(value, "value");
    }
}
