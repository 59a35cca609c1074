package dev.gitsync.store.transactional;

import java.util.Objects;

/** What became of one write to one page. After any result but {@link Written} the whole transaction is rolled back. */
public sealed interface WriteResult {
    /**
     * The page is written.
     *
     * @param version the version that it has now; of a deleted page, that of its tombstone
     */
    record Written(long version) implements WriteResult {}

    /** The page is not as the change expects it: another writer was faster. The push is planned again. */
    record Stale() implements WriteResult {}

    /**
     * The wiki has a rule against it.
     *
     * @param reason a sentence for the person who pushed
     */
    record Refused(String reason) implements WriteResult {
        /** Checks that the reason is there. */
        public Refused {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
