package dev.gitsync.store.transactional;

import java.util.Objects;

/** What became of one write to one page. After any result but {@link Written} the whole transaction is rolled back. */
public sealed interface WriteResult {
    /** Calls the method of {@code visitor} for the case that this is, and returns what it returns. */
    <T> T accept(Visitor<T> visitor);

    /**
     * The page is written.
     *
     * @param version the version that it has now; of a deleted page, that of its tombstone
     */
    record Written(long version) implements WriteResult {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitWritten(this);
        }
    }

    /** The page is not as the change expects it: another writer was faster. The push is planned again. */
    record Stale() implements WriteResult {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitStale(this);
        }
    }

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

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitRefused(this);
        }
    }

    /**
     * Handles each case of {@link WriteResult}. A later version that adds a case adds a {@code default} method for it, which
     * forwards to the nearest existing case, so that callers continue to compile and run.
     *
     * @param <T> what the visitor returns
     */
    interface Visitor<T> {
        /** Handles {@link Written}. */
        T visitWritten(Written written);

        /** Handles {@link Stale}. */
        T visitStale(Stale stale);

        /** Handles {@link Refused}. */
        T visitRefused(Refused refused);
    }
}
