package dev.gitsync.error;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of a write is unknown: the connection to the storage was lost during the commit, and the storage did not
 * respond in time when gitsync asked for the outcome. Either all of the write is stored or none of it. Read before you
 * write again.
 */
public final class OutcomeUnknownException extends StoreException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception whose message says what was being written, with its cause. */
    public OutcomeUnknownException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
