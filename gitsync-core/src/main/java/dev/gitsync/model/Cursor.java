package dev.gitsync.model;

import java.util.Objects;

/**
 * A place in the change feed of one space, opaque to gitsync: it is stored, handed back and compared for equality only.
 *
 * @param value the store's own notation, at most 256 characters without line breaks
 */
public record Cursor(String value) {
    /** The place before the first change. */
    public static final Cursor START = new Cursor("");

    /** Checks that the value is there. */
    public Cursor {
        Objects.requireNonNull(value, "value");
    }
}
