package dev.gitsync.error;

import org.jspecify.annotations.Nullable;

/**
 * The store answered and rejected the work: a constraint, a trigger, a missing right or a missing table. Nothing was changed. The same
 * call fails again until the cause is removed, so that no client is told to try again.
 */
public final class StoreRejectedException extends StoreException {
    private static final long serialVersionUID = 1L;

    /** Says in {@code message} what was rejected, with the failure behind it. */
    public StoreRejectedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
