package dev.gitsync.internal.mirror.cycle;

import dev.gitsync.internal.engine.SpaceEngine;
import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.PushResult.Accepted;
import dev.gitsync.report.PushResult.Refused;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Decides what one run does. Each round begins with where both sides are, so that a run that was cut off anywhere is continued by
 * the next:
 *
 * <ol>
 *   <li>Both have the same commit: done. The remote has no branch: see {@link MissingBranch}.
 *   <li>The remote's commits are fetched if {@code main} does not contain them.
 *   <li>The remote must contain what both had: see {@link HistoryCheck}.
 *   <li>If the wiki was restored since, the operator decides: see {@link RestoredWiki}.
 *   <li>If {@code main} lacks commits of the remote, they are {@linkplain Inward taken in}. {@link UnrelatedHistories} and
 *       {@linkplain ConflictFlow conflicts} may end the run here.
 *   <li>{@code main}, which contains the remote's commits now, is {@linkplain Outward pushed}.
 * </ol>
 *
 * If either side moves meanwhile, the next round begins, {@value #MAX_ROUNDS} at most.
 */
final class MirrorRounds {
    private static final int MAX_ROUNDS = 5;

    private final Inward inward;
    private final IntakeByParts byParts;
    private final ConflictFlow conflicts;
    private final UnrelatedHistories unrelated;
    private final RestoredWiki restored;

    MirrorRounds(EngineParts parts, SpaceEngine engine) {
        this.inward = new Inward(engine, parts.settings());
        this.byParts = new IntakeByParts(inward);
        this.unrelated = new UnrelatedHistories(parts.files());
        this.restored = new RestoredWiki(parts.files());
        this.conflicts = new ConflictFlow(inward, restored);
    }

    /** Works until both sides agree, or returns why they don't. */
    Ending run(MirrorRun run) throws IOException, RemoteException, OvertakenException {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            run.checkTime();
            run.look();
            Optional<Ending> ending = round(run);
            if (ending.isPresent()) {
                return ending.get();
            }
        }
        return Endings.busy("Wiki or remote moved " + MAX_ROUNDS + " times during the run; the next run continues.");
    }

    private Optional<Ending> round(MirrorRun run) throws IOException, RemoteException, OvertakenException {
        if (run.tip().equals(run.main())) {
            if (!run.tip().equals(ObjectId.zeroId())) {
                run.memory().reached(run.tip());
                return Optional.of(Endings.done(run));
            }
        }
        if (run.tip().equals(ObjectId.zeroId())) {
            return MissingBranch.create(run);
        }
        Optional<Ending> waiting = Waiting.stillValid(run);
        if (waiting.isPresent()) {
            return waiting;
        }
        boolean isKnown = run.graph().isIn(run.tip(), run.main());
        if (!isKnown) {
            run.remote().fetch(run.repository(), run.tip(), inMain(run));
        }
        resolveUnderway(run);
        Optional<Ending> rewritten = HistoryCheck.refusal(run);
        if (rewritten.isPresent()) {
            return rewritten;
        }
        Optional<Ending> undecided = restored.refusal(run);
        if (undecided.isPresent()) {
            return undecided;
        }
        return isKnown ? outwards(run) : inwards(run);
    }

    /** Returns the commit that both sides are known to have had, if the wiki still has it, so that the fetch need not look for one. */
    private static Set<ObjectId> inMain(MirrorRun run) throws IOException {
        Optional<ObjectId> common = run.memory().common();
        return common.isPresent() && run.graph().isIn(common.get(), run.main()) ? Set.of(common.get()) : Set.of();
    }

    /**
     * Notes the commit of the remote that an earlier run was about to take in when it was cut off, if it did. Both sides had that
     * commit then, even if the remote has been rewound since.
     */
    private static void resolveUnderway(MirrorRun run) throws IOException {
        Optional<ObjectId> underway = run.memory().underway();
        if (underway.isPresent() && run.graph().isIn(underway.get(), run.main())) {
            run.memory().reached(underway.get());
        }
    }

    private Optional<Ending> outwards(MirrorRun run) throws IOException, RemoteException, OvertakenException {
        if (run.isOutwards()) {
            Optional<Ending> undecided = run.hasTakenIn() ? restored.refusal(run) : Optional.empty();
            if (undecided.isPresent()) {
                return undecided;
            }
            return Outward.push(run);
        }
        run.memory().reached(run.tip());
        return Optional.of(Endings.done(run));
    }

    private Optional<Ending> inwards(MirrorRun run) throws IOException, RemoteException, OvertakenException {
        if (!run.isInwards()) {
            return Optional.of(new Ending(Outcome.REMOTE_AHEAD, remoteAhead(run)));
        }
        if (run.main().equals(ObjectId.zeroId())) {
            return take(run, ObjectId.zeroId(), run.tip());
        }
        Optional<ObjectId> base = run.graph().mergeBase(run.main(), run.tip());
        if (base.isPresent()) {
            noteBase(run, base.get());
            return take(run, base.get(), run.tip());
        }
        Optional<ObjectId> joined = unrelated.join(run);
        return joined.isPresent()
                ? take(run, run.main(), joined.get())
                : Optional.of(UnrelatedHistories.undecided(run));
    }

    private static void noteBase(MirrorRun run, ObjectId base) throws IOException {
        Optional<ObjectId> common = run.memory().common();
        if (common.isEmpty() || run.graph().isIn(common.get(), base)) {
            run.memory().reached(base);
        }
    }

    private Optional<Ending> take(MirrorRun run, ObjectId seen, ObjectId commit)
            throws IOException, RemoteException, OvertakenException {
        boolean isJoin = !commit.equals(run.tip());
        if (run.graph().isLongerThan(inward.maxCommits(), seen, commit)) {
            return isJoin ? Optional.of(inward.tooManyCommits(run)) : takeByParts(run, false);
        }
        run.checkTime();
        PushResult result = inward.take(run, seen, commit);
        if (result instanceof Accepted) {
            run.memory().reached(run.tip());
            return outwards(run);
        }
        Refused refused = (Refused) result;
        return refused.reason() == PushResult.Reason.TOO_MUCH_WORK && !isJoin
                ? takeByParts(run, true)
                : refused(run, refused);
    }

    private Optional<Ending> takeByParts(MirrorRun run, boolean isWholeRefused)
            throws IOException, RemoteException, OvertakenException {
        IntakeByParts.Result result = byParts.take(run, isWholeRefused);
        if (result.ending().isPresent()) {
            return result.ending();
        }
        return result.refusal().isPresent() ? refused(run, result.refusal().get()) : outwards(run);
    }

    private Optional<Ending> refused(MirrorRun run, Refused refused)
            throws IOException, RemoteException, OvertakenException {
        return refused.reason() == PushResult.Reason.CONFLICT
                ? conflicts.flow(run, refused)
                : Inward.ending(run, refused);
    }

    private static String remoteAhead(MirrorRun run) {
        return "The remote's branch " + run.branch()
                + " has commits that the wiki lacks, and this mirror only pushes. Nothing"
                + " was changed. Let the mirror work both ways to take them in, or remove them at the remote.";
    }
}
