package dev.gitsync.internal.mirror.cycle;

import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.RemoteRepository.Move;
import dev.gitsync.mirror.MirrorReport.Outcome;
import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The branch at the remote that has the wiki's side of a conflict, so that people can merge it there. It only moves forward, and
 * commits that others put on it stay.
 */
final class ConflictBranch {
    private ConflictBranch() {}

    /** Returns whether the branch is there and needs no update: it has {@code main}, or commits of others. */
    static boolean isShown(MirrorRun run) throws IOException {
        ObjectId now = run.heads().at(run.mirror().conflictBranch());
        return now.equals(run.main())
                || (!now.equals(ObjectId.zeroId()) && !run.graph().isIn(now, run.main()));
    }

    /** Brings the branch up to {@code main}, and returns a sentence that says what to merge. */
    static String update(MirrorRun run) throws IOException, RemoteException {
        String branch = run.mirror().conflictBranch();
        ObjectId now = run.heads().at(branch);
        String advice =
                "Merge the branch " + branch + ", which has the wiki's side, into " + run.branch() + " at the remote";
        if (now.equals(run.main())) {
            return advice;
        }
        if (!now.equals(ObjectId.zeroId()) && !run.graph().isIn(now, run.main())) {
            return "The branch " + branch
                    + " at the remote has commits that the wiki lacks, so that it was left alone: merge" + " it into "
                    + run.branch() + ", or delete it";
        }
        try {
            return run.remote().push(run.repository(), new Move(branch, now, run.main()))
                    ? advice
                    : advice + " once the next run has updated it";
        } catch (RemoteException e) {
            if (e.outcome() == Outcome.IN_PROGRESS) {
                throw e;
            }
            return "The wiki's side could not be pushed to the branch " + branch + " (" + reason(e)
                    + "). Merge the wiki's main with the remote's " + run.branch()
                    + " in a clone of the wiki and push it"
                    + " to the wiki";
        }
    }

    private static String reason(RemoteException e) {
        return String.valueOf(e.getMessage()).replaceFirst("\\.$", "");
    }
}
