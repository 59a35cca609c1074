package dev.gitsync.model;

import dev.gitsync.error.InvalidInputException;
import java.util.regex.Pattern;

/**
 * The SHA-256 of the contents of an attachment, by which its bytes are stored and found. Git LFS uses the same hash as the id of
 * an object.
 *
 * @param value 64 lower-case hexadecimal digits
 */
public record ContentHash(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks the form of the value.
     *
     * @throws InvalidInputException when {@code value} has another form
     */
    public ContentHash {
        if (!isValid(value)) {
            throw new InvalidInputException("The hash of contents is 64 lower-case hexadecimal digits");
        }
    }

    /** Returns whether {@code value} has the form of a hash, for callers that must not throw on untrusted input. */
    public static boolean isValid(String value) {
        return ALLOWED.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
