package dev.gitsync.mirror;

import dev.gitsync.error.InvalidInputException;
import java.util.regex.Pattern;

/**
 * The id of a mirror, unique among all mirrors of all spaces: 1 to 64 ASCII letters, digits, {@code -} and {@code _}. It is part
 * of the URL of the mirror's webhook.
 *
 * @param value the id, as given
 */
public record MirrorId(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /**
     * Checks the form of the value.
     *
     * @throws InvalidInputException when {@code value} has another form
     */
    public MirrorId {
        if (!isValid(value)) {
            throw new InvalidInputException("A mirror id is 1 to 64 letters, digits, '-' or '_'");
        }
    }

    /** Returns whether {@code value} has the form of a mirror id, for callers that must not throw on untrusted input. */
    public static boolean isValid(String value) {
        return ALLOWED.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
