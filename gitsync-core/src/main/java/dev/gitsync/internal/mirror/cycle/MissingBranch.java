package dev.gitsync.internal.mirror.cycle;

import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.RemoteRepository.Heads;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorState.Decision;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Handles a remote without the branch of the mirror. An empty remote at first contact receives the whole wiki. Otherwise the branch
 * has another name or is gone, and the operator must say so before it is created.
 */
final class MissingBranch {
    private static final String OWN_BRANCHES = "gitsync/";

    private MissingBranch() {}

    /** Returns the end of the run, empty if the branch was created meanwhile. */
    static Optional<Ending> create(MirrorRun run) throws RemoteException, OvertakenException {
        boolean isEmpty = isEmpty(run.heads());
        boolean isFirst = run.memory().common().isEmpty();
        if (!(isFirst && isEmpty) && !run.isDecided(Decision.CONTINUE, Outcome.BRANCH_MISSING)) {
            return Optional.of(new Ending(Outcome.BRANCH_MISSING, sentence(run, isFirst, isEmpty)));
        }
        run.memory().forgetCommon();
        return run.isOutwards() && !run.main().equals(ObjectId.zeroId())
                ? Outward.push(run)
                : Optional.of(Endings.done(run));
    }

    private static boolean isEmpty(Heads heads) {
        return heads.branches().keySet().stream().allMatch(branch -> branch.startsWith(OWN_BRANCHES));
    }

    private static String sentence(MirrorRun run, boolean isFirst, boolean isEmpty) {
        String branch = run.branch();
        String what = isEmpty
                ? "The remote is empty: its branch " + branch + " is gone."
                : "The remote has no branch " + branch + (isFirst ? "." : " any more.");
        String instead = run.heads()
                .head()
                .filter(head -> !head.equals(branch) && run.heads().branches().containsKey(head))
                .map(head -> " Its default branch is " + head + ": name that in the mirror, or")
                .orElse(
                        isFirst
                                ? " Name another branch in the mirror, or"
                                : " Restore it, name another one in the mirror, or");
        return what + " Nothing was changed." + instead + " choose to continue: "
                + (run.isOutwards()
                        ? "the branch is created with the wiki's commits."
                        : "the mirror waits for the branch.");
    }
}
