package dev.gitsync.store.listing;

import dev.gitsync.model.Space;
import java.util.Objects;

/**
 * Receives the events of a {@link ListingPageStore}. Called on the thread that reads the listing; its exceptions are logged and
 * ignored. Safe for use by several threads.
 */
@FunctionalInterface
public interface ListingListener {
    /** Reports that pages are missing from a listing and were not deleted. Called for every such listing. */
    void onWithheldDeletion(Space space, WithheldDeletion withheld);

    /** Returns a listener that ignores all events. */
    static ListingListener noop() {
        return (space, withheld) -> {};
    }

    /**
     * A deletion that was withheld: pages are missing from a listing but are not treated as deleted.
     *
     * @param reason why the deletion was withheld
     * @param known the number of live pages known before; for {@link Reason#TOO_MANY}, of those with text
     * @param missing the number of them that the listing lacks
     */
    record WithheldDeletion(Reason reason, int known, int missing) {
        /** The reason why missing pages are not treated as deleted. */
        public enum Reason {
            /** The listing is not complete, or contains a page twice. */
            INCOMPLETE,
            /** The listing is empty. */
            EMPTY,
            /** The listing lacks more pages than the settings allow to be deleted at once. */
            TOO_MANY
        }

        /** Checks that the reason is not null. */
        public WithheldDeletion {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
