package dev.gitsync.internal.mirror.cycle;

import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.PushResult.Accepted;
import dev.gitsync.report.PushResult.Refused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Handles a conflict between the wiki and the remote:
 *
 * <ol>
 *   <li>The older commits of the remote that don't conflict are taken in: the longest prefix of its new commits along first parents,
 *       found by halving.
 *   <li>The wiki's side goes to the {@link ConflictBranch}.
 *   <li>The report names the pages. Once either side has a merge of both, the next run goes on.
 * </ol>
 */
final class ConflictFlow {
    private final Inward inward;
    private final RestoredWiki restored;

    ConflictFlow(Inward inward, RestoredWiki restored) {
        this.inward = inward;
        this.restored = restored;
    }

    /** Lets flow what can, and returns the end of the run; empty if {@code main} moved meanwhile. */
    Optional<Ending> flow(MirrorRun run, Refused conflict) throws IOException, RemoteException, OvertakenException {
        Optional<Refused> interruption = takePrefix(run);
        if (interruption.isPresent()) {
            return Inward.ending(run, interruption.get());
        }
        Optional<Ending> undecided = restored.refusal(run);
        if (undecided.isPresent()) {
            return undecided;
        }
        run.checkTime();
        String advice = run.isOutwards()
                ? ConflictBranch.update(run)
                : "Merge the wiki's main with the remote's " + run.branch()
                        + " in a clone of the wiki and push it to the wiki";
        List<String> pages = pages(conflict);
        List<String> details = new ArrayList<>(pages);
        details.addAll(run.receipt());
        return Optional.of(new Ending(
                Outcome.CONFLICT,
                "Wiki and remote changed the same places in "
                        + (pages.size() == 1 ? "one file" : pages.size() + " files") + ". " + advice
                        + "; the mirror then continues by itself.",
                details));
    }

    /** Returns the paths, without the sentences around them. */
    private static List<String> pages(Refused conflict) {
        List<String> lines = conflict.details();
        return lines.size() < 3 ? lines : lines.subList(1, lines.size() - 1);
    }

    /** Takes in what does not conflict; returns a refusal that says nothing about the commits, such as that the wiki is busy. */
    private Optional<Refused> takePrefix(MirrorRun run) throws IOException, RemoteException, OvertakenException {
        List<ObjectId> line = run.graph().firstParents(run.main(), run.tip(), inward.maxCommits());
        int taken = 0;
        int refused = line.size();
        while (refused - taken > 1) {
            run.checkTime();
            int middle = (taken + refused) / 2;
            ObjectId commit = line.get(middle - 1);
            Optional<ObjectId> base = run.graph().mergeBase(run.main(), commit);
            PushResult result = inward.take(run, base.orElse(ObjectId.zeroId()), commit);
            if (result instanceof Accepted) {
                run.memory().reached(commit);
                taken = middle;
            } else if (Inward.isFinal((Refused) result)) {
                refused = middle;
            } else {
                return Optional.of((Refused) result);
            }
        }
        return Optional.empty();
    }
}
