package dev.gitsync.error;

import org.jspecify.annotations.Nullable;

/**
 * It is not known whether a write was done: the storage went away while it committed, and did not answer in time when it was
 * asked again. Everything of the write is in, or nothing is. Read before you write again.
 */
public final class OutcomeUnknownException extends StoreException {
    private static final long serialVersionUID = 1L;

    /** Says in {@code message} what was being written, with the failure behind it. */
    public OutcomeUnknownException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
