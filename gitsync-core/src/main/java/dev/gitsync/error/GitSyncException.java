package dev.gitsync.error;

import org.jspecify.annotations.Nullable;

/**
 * The root of all exceptions that gitsync throws deliberately. The message names the space if there is one, what was
 * expected, what was found, and what to do; it never contains page text or credentials.
 */
public abstract class GitSyncException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Carries {@code message} and, where another failure is behind it, {@code cause}. */
    protected GitSyncException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
