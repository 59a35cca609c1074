package dev.gitsync.error;

import org.jspecify.annotations.Nullable;

/**
 * The wiki's store or the git storage did not do its work: it is down, full, or broke a promise of its contract. Nothing was
 * half done by the caller; the same call may succeed later, unless it is a {@link StoreRejectedException}.
 * {@link OutcomeUnknownException} is the one case in which the work may have been done all the same.
 */
public class StoreException extends GitSyncException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong in {@code message}. */
    public StoreException(String message) {
        this(message, null);
    }

    /** Says what is wrong in {@code message}, with the failure behind it. */
    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
