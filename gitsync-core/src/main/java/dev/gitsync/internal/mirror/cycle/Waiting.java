package dev.gitsync.internal.mirror.cycle;

import dev.gitsync.mirror.MirrorReport;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Recognises a run that would end as the last one did, because neither side moved since, so that a mirror that waits for people does
 * not fetch the same commits at every poll.
 */
final class Waiting {
    /** How often a refusal is tried again that settings or rules of the wiki may have lifted. */
    private static final Duration RETRY_REFUSAL = Duration.ofHours(1);

    private Waiting() {}

    /** Returns the last end of the mirror if it still holds. */
    static Optional<Ending> stillValid(MirrorRun run) throws IOException {
        if (run.memory().hasDecision() || run.hasPushed() || run.hasTakenIn()) {
            return Optional.empty();
        }
        Optional<MirrorReport> last = run.memory()
                .last()
                .filter(report -> isSame(report.main(), run.main()) && isSame(report.remote(), run.tip()));
        return last.isPresent() && holds(run, last.get()) ? last.map(Ending::again) : Optional.empty();
    }

    private static boolean isSame(Optional<ObjectId> then, ObjectId now) {
        return then.orElse(ObjectId.zeroId()).equals(now);
    }

    private static boolean holds(MirrorRun run, MirrorReport last) throws IOException {
        return switch (last.outcome()) {
            case REWOUND, REPLACED -> true;
            case RESTORED -> run.isOutwards();
            case UNRELATED -> run.isInwards();
            case REMOTE_AHEAD -> !run.isInwards();
            case CONFLICT -> run.isInwards() && (!run.isOutwards() || ConflictBranch.isShown(run));
            case REFUSED_BY_WIKI, TOO_LARGE -> run.isInwards() && !run.isForced() && isRecent(last);
            default -> false;
        };
    }

    private static boolean isRecent(MirrorReport last) {
        return MirrorSchedule.isWithin(RETRY_REFUSAL, last.at(), MirrorMemory.now());
    }
}
