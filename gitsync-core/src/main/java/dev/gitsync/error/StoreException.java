package dev.gitsync.error;

import org.jspecify.annotations.Nullable;

/**
 * The wiki's store or the git storage failed: it is down, full, or broke its contract. The failed call has stored
 * nothing; only after an {@link OutcomeUnknownException} may it have stored everything. The same call may succeed
 * later, unless this is a {@link StoreRejectedException}.
 */
public class StoreException extends GitSyncException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception whose message says what is wrong. */
    public StoreException(String message) {
        this(message, null);
    }

    /** Creates an exception whose message says what is wrong, with its cause. */
    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
