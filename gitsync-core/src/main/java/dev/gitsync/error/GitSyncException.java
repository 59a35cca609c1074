package dev.gitsync.error;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything that gitsync throws on purpose. The message names the space where there is one, what was
 * expected, what was found, and what to do about it; it never carries page text or credentials.
 */
public abstract class GitSyncException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Carries {@code message} and, where another failure is behind it, {@code cause}. */
    protected GitSyncException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
