package dev.gitsync.store.listing;

import dev.gitsync.model.Space;

/**
 * Hears what a {@link ListingPageStore} does on its own account. Called on the thread that reads the listing; what it throws
 * is logged and ignored. Safe for use by several threads.
 */
@FunctionalInterface
public interface ListingListener {
    /** Pages are missing from a listing, and stay as they are. Called for every such listing. */
    void onWithheldDeletion(Space space, WithheldDeletion withheld);

    /** Hears nothing. */
    static ListingListener noop() {
        return (space, withheld) -> {};
    }
}
