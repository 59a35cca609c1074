package dev.gitsync.mirror;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What is remembered of a mirror between its runs. Immutable.
 *
 * @param version a number that each save increments; zero for a mirror without a stored state
 * @param isPaused whether the operator paused the mirror
 * @param common the newest commit that both branches are known to have contained, at the remote under its own id; empty before the
 *     first contact
 * @param underway the commit of the remote that a run was about to take in; still present if that run was cut off
 * @param decision what the operator decided for the next run
 * @param checked when the remote was last asked successfully
 * @param since since when the mirror has had the outcome of {@link #last()}
 * @param last the last report
 */
public record MirrorState(
        long version,
        boolean isPaused,
        Optional<ObjectId> common,
        Optional<ObjectId> underway,
        Optional<Decision> decision,
        Optional<Instant> checked,
        Optional<Instant> since,
        Optional<MirrorReport> last) {
    /** Checks that nothing is missing. */
    public MirrorState {
        Objects.requireNonNull(common, "common");
        Objects.requireNonNull(underway, "underway");
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(checked, "checked");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(last, "last");
    }

    /** Returns the state of a mirror that never ran. */
    public static MirrorState initial() {
        return new MirrorState(
                0,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Returns this state with another version, for stores. */
    public MirrorState withVersion(long other) {
        return new MirrorState(other, isPaused, common, underway, decision, checked, since, last);
    }

    /** Returns this state, paused or not. */
    public MirrorState paused(boolean other) {
        return new MirrorState(version, other, common, underway, decision, checked, since, last);
    }

    /** Returns this state with another decision. */
    public MirrorState decided(Optional<Decision> other) {
        return new MirrorState(version, isPaused, common, underway, other, checked, since, last);
    }

    /**
     * A decision of the operator about histories that don't follow from each other. It holds only for the outcome and the remote's
     * commit that the operator saw, and until a run has carried it out.
     */
    public enum Decision {
        /**
         * Accept that the remote's branch was rewound or replaced, and continue from what it is now. The wiki keeps its pages;
         * its commits go to the remote again. After the wiki was restored: push the restored state.
         */
        CONTINUE,
        /** Join two unrelated histories: where both sides have a file, the wiki's is kept. */
        JOIN_KEEPING_WIKI,
        /** Join two unrelated histories: where both sides have a file, the remote's is kept. */
        JOIN_KEEPING_REMOTE;

        /** Returns whether a mirror with this outcome goes on once this is decided. */
        public boolean answers(MirrorReport.Outcome outcome) {
            return switch (outcome) {
                case REWOUND, REPLACED, RESTORED, BRANCH_MISSING -> this == CONTINUE;
                case UNRELATED -> this != CONTINUE;
                default -> false;
            };
        }
    }
}
