package dev.gitsync.error;

import org.jspecify.annotations.Nullable;

/**
 * The store rejected the work because of a constraint, a trigger, a missing privilege or a missing table. Nothing was changed. The same
 * call fails until the cause is removed, so clients are not told to retry.
 */
public final class StoreRejectedException extends StoreException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception whose message says what was rejected, with its cause. */
    public StoreRejectedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
