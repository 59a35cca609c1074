package dev.gitsync.internal.engine;

import dev.gitsync.error.StoreException;

/** A compare-and-set found that another writer was faster. That is routine: nothing of ours is written; begin again. */
final class LostRaceException extends StoreException {
    private static final long serialVersionUID = 1L;

    LostRaceException(String message) {
        super(message);
    }
}
