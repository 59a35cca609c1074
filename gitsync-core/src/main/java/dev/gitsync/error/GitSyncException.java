package dev.gitsync.error;

import org.jspecify.annotations.Nullable;

/**
 * The root of all exceptions that gitsync throws deliberately. The message names the space if there is one, what was
 * expected, what was found, and what to do; it never contains page text or credentials.
 */
public abstract class GitSyncException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception with its message and, if another failure caused it, that failure. */
    protected GitSyncException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
