package dev.gitsync.internal.state;

import dev.gitsync.error.StoreException;

/** A compare-and-set found that another writer was faster. That is routine: nothing of ours is written; begin again. */
public final class ConcurrentUpdateException extends StoreException {
    private static final long serialVersionUID = 1L;

    public ConcurrentUpdateException(String message) {
        super(message);
    }
}
