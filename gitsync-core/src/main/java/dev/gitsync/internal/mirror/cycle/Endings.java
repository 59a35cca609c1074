package dev.gitsync.internal.mirror.cycle;

import dev.gitsync.mirror.MirrorReport.Outcome;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;

/** The sentences of runs that end well or only have to be repeated. */
final class Endings {
    private static final int SHORT_ID = 8;

    private Endings() {}

    /** Returns how a commit is shown. */
    static String shown(ObjectId commit) {
        return commit.abbreviate(SHORT_ID).name();
    }

    /** Returns the end of a run that has nothing left to do. */
    static Ending done(MirrorRun run) {
        String pushed =
                "pushed the wiki's main (" + shown(run.main()) + ") to the remote's branch " + run.branch() + ".";
        String taken = "Took in the remote's branch " + run.branch();
        if (run.hasPushed() && run.hasTakenIn()) {
            return new Ending(Outcome.BOTH_WAYS, taken + " and " + pushed, run.receipt());
        }
        if (run.hasPushed()) {
            return new Ending(Outcome.PUSHED, "P" + pushed.substring(1), run.receipt());
        }
        if (run.hasTakenIn()) {
            return new Ending(Outcome.TAKEN_IN, taken + " (" + shown(run.atRemote(run.tip())) + ").", run.receipt());
        }
        return new Ending(Outcome.UP_TO_DATE, upToDate(run));
    }

    private static String upToDate(MirrorRun run) {
        if (run.tip().equals(ObjectId.zeroId())) {
            String folder = run.mirror().options().folder();
            String missing = folder.isEmpty() ? "branch " + run.branch() : "folder " + folder;
            return run.main().equals(ObjectId.zeroId())
                    ? "Wiki and remote are both empty."
                    : "The remote has no " + missing + " yet, and this mirror only pulls.";
        }
        return run.tip().equals(run.main())
                ? "Wiki and remote have the same commit."
                : "The wiki has every commit of the remote's branch " + run.branch() + ".";
    }

    static Ending busy(String sentence) {
        return new Ending(Outcome.BUSY, sentence);
    }

    static Ending runElsewhere() {
        return busy("Another thread or process runs this mirror.");
    }

    static Ending spaceBusy() {
        return busy("The space is busy; the next run continues.");
    }

    static Ending paused() {
        return new Ending(Outcome.DISABLED, "The mirror is paused.");
    }

    static Ending disabled(MirrorRun run) {
        return disabled(run.space().id().value());
    }

    static Ending disabled(String space) {
        return new Ending(Outcome.DISABLED, "Git sync is not enabled for the space " + space + ".");
    }

    static Ending unavailable() {
        return new Ending(
                Outcome.STORE_UNAVAILABLE, "The wiki or its git storage can't be reached; the next run continues.");
    }

    static Ending failed() {
        return new Ending(Outcome.FAILED, "The run failed with an unexpected error, which is in the log.");
    }

    static Ending failed(List<String> details) {
        return new Ending(Outcome.FAILED, failed().sentence(), details);
    }
}
