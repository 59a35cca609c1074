package dev.gitsync.store.listing;

import dev.gitsync.model.Space;
import java.util.Objects;

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

    /**
     * Pages that a listing lacks and that were not taken for deleted.
     *
     * @param reason why not
     * @param known how many live pages were known before; for {@link Reason#TOO_MANY}, of those that have a text
     * @param missing how many of them the listing lacks
     */
    record WithheldDeletion(Reason reason, int known, int missing) {
        /** Why absence from a listing was not believed. */
        public enum Reason {
            /** The listing is not complete, or names a page twice. */
            INCOMPLETE,
            /** The listing is empty. */
            EMPTY,
            /** The listing lacks more pages than the settings let go at once. */
            TOO_MANY
        }

        /** Checks that the reason is there. */
        public WithheldDeletion {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
