package dev.gitsync.model;

import dev.gitsync.error.InvalidInputException;
import java.util.regex.Pattern;

/**
 * The id of a space as it appears in a clone URL: 1 to 128 ASCII letters, digits, {@code -} and {@code _}. Dots and slashes are
 * not allowed, so that no id can leave a folder or look like a suffix.
 *
 * @param value the id, as given
 */
public record SpaceId(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    /**
     * Checks the form of the value.
     *
     * @throws InvalidInputException when {@code value} has another form
     */
    public SpaceId {
        if (!isValid(value)) {
            throw new InvalidInputException("A space id is 1 to 128 letters, digits, '-' or '_'");
        }
    }

    /** Returns whether {@code value} has the form of a space id, for callers that must not throw on untrusted input. */
    public static boolean isValid(String value) {
        return ALLOWED.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
