package dev.gitsync.error;

import org.jspecify.annotations.Nullable;

/**
 * The wiki's store or the git storage failed: it is down, full, or broke its contract. The caller left nothing
 * half done; the same call may succeed later, unless this is a {@link StoreRejectedException}.
 * Only after an {@link OutcomeUnknownException} may the work have been done.
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
