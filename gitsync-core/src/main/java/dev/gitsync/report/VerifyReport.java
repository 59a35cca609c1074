package dev.gitsync.report;

import dev.gitsync.model.SpaceId;
import java.util.List;

/** The outcome of proving that {@code main} is the wiki. */
public sealed interface VerifyReport {
    /** Calls the method of {@code visitor} for the case that this is, and returns what it returns. */
    <T> T accept(Visitor<T> visitor);

    /** Whether the proof was carried out and found no difference. */
    default boolean isClean() {
        return this instanceof Verified v && v.differences().isEmpty();
    }

    /**
     * Every page and every file was looked at.
     *
     * @param pages how many live pages the wiki has
     * @param pageFiles how many files of {@code main} are pages
     * @param otherFiles how many files of {@code main} are not
     * @param differences each difference, at most the first 1,000
     */
    record Verified(SpaceId space, long pages, long pageFiles, long otherFiles, List<Difference> differences)
            implements VerifyReport {
        /** Takes a copy of the list. */
        public Verified {
            differences = List.copyOf(differences);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitVerified(this);
        }
    }

    /** The proof could not be carried out, because the cycle before it did not end well. */
    record NotRun(SyncReport because) implements VerifyReport {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitNotRun(this);
        }
    }

    /**
     * Handles each case of {@link VerifyReport}. A later version that adds a case adds a {@code default} method for it, which
     * forwards to the nearest existing case, so that callers continue to compile and run.
     *
     * @param <T> what the visitor returns
     */
    interface Visitor<T> {
        /** Handles {@link Verified}. */
        T visitVerified(Verified verified);

        /** Handles {@link NotRun}. */
        T visitNotRun(NotRun notRun);
    }
}
