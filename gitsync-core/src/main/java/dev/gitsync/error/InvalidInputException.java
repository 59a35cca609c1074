package dev.gitsync.error;

import org.jspecify.annotations.Nullable;

/**
 * The caller passed an invalid value: an id, a setting, a path. Do not retry the call with the same value.
 */
public final class InvalidInputException extends GitSyncException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong in {@code message}. */
    public InvalidInputException(String message) {
        this(message, null);
    }

    /** Says what is wrong in {@code message}, with the failure behind it. */
    public InvalidInputException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
