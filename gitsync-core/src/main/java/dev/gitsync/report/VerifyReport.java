package dev.gitsync.report;

import dev.gitsync.model.SpaceId;
import java.util.List;
import java.util.function.Function;

/** The outcome of proving that {@code main} is the wiki. */
public sealed interface VerifyReport {
    /** Answers with {@code onVerified} or {@code onNotRun}, whichever this is. */
    default <T> T match(Function<Verified, T> onVerified, Function<NotRun, T> onNotRun) {
        return this instanceof Verified v ? onVerified.apply(v) : onNotRun.apply((NotRun) this);
    }

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
    }

    /** The proof could not be carried out, because the cycle before it did not end well. */
    record NotRun(SyncReport because) implements VerifyReport {}
}
