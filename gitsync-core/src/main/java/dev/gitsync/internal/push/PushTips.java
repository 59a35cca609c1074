package dev.gitsync.internal.push;

import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.report.PushResult;
import dev.gitsync.settings.MergePolicy.MovedTip;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/**
 * Compares the two ends of a push with {@code main}: the commit at which the pusher saw {@code main}, and its new commit. If {@code
 * main} has moved on since the pusher saw it, the two are merged.
 */
public final class PushTips {
    private PushTips() {}

    /** Returns the result of a push that needs no further check: it has nothing new, or does not move {@code main} forward. */
    static Optional<PushResult> answer(PushRequest push, SpaceRefs refs, MovedTip whenMoved) throws IOException {
        ObjectId seen = push.proposal().oldTip();
        ObjectId pushed = push.proposal().newTip();
        ObjectId main = refs.main();
        try (RevWalk walk = new RevWalk(push.repository().git())) {
            if (!(walk.parseAny(pushed) instanceof RevCommit)) {
                return Optional.of(PushRefusals.notACommit());
            }
            boolean isMoved = !seen.equals(main);
            if (isMoved && !isIn(walk, seen, main)) {
                return Optional.of(PushRefusals.stale());
            }
            if (pushed.equals(main)) {
                return nothingNew();
            }
            if (isMoved && whenMoved == MovedTip.REFUSE) {
                return Optional.of(PushRefusals.stale());
            }
            if (!isIn(walk, seen, pushed)) {
                return Optional.of(PushRefusals.notFastForward());
            }
            return isMoved && isIn(walk, pushed, main) ? nothingNew() : Optional.empty();
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            return Optional.of(PushRefusals.notACommit());
        }
    }

    /**
     * Returns whether the history of the push contains the commit that the pusher saw, so that the push rewrites nothing. True for
     * an id that is not in the repository, because its history is unknown.
     */
    static boolean isStepForward(PushRequest push) throws IOException {
        ObjectId seen = push.proposal().oldTip();
        try (RevWalk walk = new RevWalk(push.repository().git())) {
            return !walk.getObjectReader().has(seen)
                    || isIn(walk, seen, push.proposal().newTip());
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            return true;
        }
    }

    /**
     * Returns the common base of the push and {@code main}: {@code main} itself if the push contains it, otherwise their merge
     * base, which may be newer than the commit that the pusher saw. If there are several, it is the commit that the pusher saw,
     * and {@code PushMerger} merges with all of them.
     */
    static ObjectId base(PushRequest push, ObjectId main) throws IOException {
        ObjectId seen = push.proposal().oldTip();
        if (seen.equals(main) || main.equals(ObjectId.zeroId())) {
            return main;
        }
        try (RevWalk walk = new RevWalk(push.repository().git())) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(main));
            walk.markStart(walk.parseCommit(push.proposal().newTip()));
            RevCommit base = walk.next();
            return base == null || walk.next() != null ? seen : base.copy();
        }
    }

    private static Optional<PushResult> nothingNew() {
        return Optional.of(new PushResult.Accepted(List.of(), 0));
    }

    /** Returns whether the history of {@code tip} contains {@code commit}; every history contains the zero id. */
    private static boolean isIn(RevWalk walk, ObjectId commit, ObjectId tip) throws IOException {
        if (commit.equals(ObjectId.zeroId())) {
            return true;
        }
        return !tip.equals(ObjectId.zeroId()) && walk.isMergedInto(walk.parseCommit(commit), walk.parseCommit(tip));
    }
}
