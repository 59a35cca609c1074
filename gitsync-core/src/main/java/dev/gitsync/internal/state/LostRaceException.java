package dev.gitsync.internal.state;

import dev.gitsync.error.StoreException;

/** A compare-and-set found that another writer was faster. That is routine: nothing of ours is written; begin again. */
public final class LostRaceException extends StoreException {
    private static final long serialVersionUID = 1L;

    public LostRaceException(String message) {
        super(message);
    }
}
