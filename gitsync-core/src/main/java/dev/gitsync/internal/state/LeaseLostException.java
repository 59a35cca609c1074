package dev.gitsync.internal.state;

import dev.gitsync.error.GitSyncException;
import org.jspecify.annotations.Nullable;

/**
 * The lease on a space was lost while work was in progress. The work stopped before its next write; start it again.
 */
public final class LeaseLostException extends GitSyncException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong in {@code message}. */
    public LeaseLostException(String message) {
        this(message, null);
    }

    /** Says what is wrong in {@code message}, with the failure behind it. */
    public LeaseLostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
