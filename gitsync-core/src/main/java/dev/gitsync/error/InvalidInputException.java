package dev.gitsync.error;

import org.jspecify.annotations.Nullable;

/**
 * The caller passed an invalid value: an id, a setting, a path. Do not retry the call with the same value.
 */
public final class InvalidInputException extends GitSyncException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception whose message says what is wrong. */
    public InvalidInputException(String message) {
        this(message, null);
    }

    /** Creates an exception whose message says what is wrong, with its cause. */
    public InvalidInputException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
