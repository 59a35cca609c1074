package dev.gitsync.internal.mirror.cycle;

import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorState.Decision;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Checks that the remote's branch still contains the newest commit that both sides are known to have had. If it does not, its
 * history was rewritten, and the mirror waits for the operator. What the wiki never took in may be replaced freely.
 */
final class HistoryCheck {
    private HistoryCheck() {}

    /** Returns the end of the run if the history was rewritten and the operator has not accepted that. */
    static Optional<Ending> refusal(MirrorRun run) throws IOException {
        Optional<ObjectId> common = run.memory().common();
        ObjectId tip = run.tip();
        if (common.isEmpty() || common.get().equals(tip) || run.graph().isIn(common.get(), tip)) {
            return Optional.empty();
        }
        Optional<Ending> rewritten = rewritten(run, common.get());
        if (rewritten.isPresent() && isAccepted(run, rewritten.get().outcome())) {
            accept(run, common.get());
            return Optional.empty();
        }
        return rewritten;
    }

    /** Goes on from the newest commit that both sides still have. */
    private static void accept(MirrorRun run, ObjectId common) throws IOException {
        Optional<ObjectId> base = run.graph().mergeBase(known(run, common), run.tip());
        base.ifPresentOrElse(run.memory()::reached, run.memory()::forgetCommon);
    }

    /** Returns what the wiki has of the history that both sides had: {@code main} if it lost {@code common}. */
    private static ObjectId known(MirrorRun run, ObjectId common) throws IOException {
        return run.graph().has(common) ? common : run.main();
    }

    private static boolean isAccepted(MirrorRun run, Outcome outcome) {
        return outcome == Outcome.UNRELATED
                ? run.isDecided(Decision.JOIN_KEEPING_WIKI, outcome)
                        || run.isDecided(Decision.JOIN_KEEPING_REMOTE, outcome)
                : run.isDecided(Decision.CONTINUE, outcome);
    }

    private static Optional<Ending> rewritten(MirrorRun run, ObjectId common) throws IOException {
        CommitGraph graph = run.graph();
        ObjectId known = known(run, common);
        if (known.equals(ObjectId.zeroId())) {
            return Optional.empty(); // The wiki lost everything, so that nothing can be overwritten.
        }
        if (graph.isIn(run.tip(), common)) {
            return Optional.of(new Ending(Outcome.REWOUND, rewound(run, common)));
        }
        return Optional.of(
                graph.mergeBase(known, run.tip()).isPresent()
                        ? new Ending(Outcome.REPLACED, replaced(run, common))
                        : new Ending(Outcome.UNRELATED, unrelated(run, common)));
    }

    private static String rewound(MirrorRun run, ObjectId common) {
        return "The remote's branch " + run.branch() + " went back to an older commit, " + there(run, run.tip())
                + ". Nothing was changed. Set it to " + there(run, common)
                + " again at the remote, or choose to continue: the wiki keeps its pages"
                + (run.isOutwards() ? ", and its commits go to the remote again." : ".");
    }

    private static String replaced(MirrorRun run, ObjectId common) {
        return "The remote's branch " + run.branch() + " was replaced by a forced push: it no longer contains "
                + there(run, common) + ". Nothing was changed. Set it to that commit again at the remote, or choose"
                + " to continue: what it has now is merged with the wiki.";
    }

    private static String unrelated(MirrorRun run, ObjectId common) {
        return "The remote's branch " + run.branch()
                + " was replaced by a history that has no commit in common with the"
                + " wiki. Nothing was changed. Set it to " + there(run, common)
                + " again at the remote, or join both"
                + " and choose whose files to keep where both sides have one.";
    }

    /** Returns how a commit is shown to people who look for it at the remote. */
    private static String there(MirrorRun run, ObjectId commit) {
        return Endings.shown(run.atRemote(commit));
    }
}
