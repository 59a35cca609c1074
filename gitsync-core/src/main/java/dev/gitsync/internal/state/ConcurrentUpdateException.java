package dev.gitsync.internal.state;

import dev.gitsync.error.StoreException;

/** A compare-and-set lost against another writer. This is routine: nothing of ours was written; start again. */
public final class ConcurrentUpdateException extends StoreException {
    private static final long serialVersionUID = 1L;

    public ConcurrentUpdateException(String message) {
        super(message);
    }
}
