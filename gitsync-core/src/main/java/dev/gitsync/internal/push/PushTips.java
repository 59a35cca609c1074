package dev.gitsync.internal.push;

import dev.gitsync.internal.history.Ancestry;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.report.PushResult;
import dev.gitsync.settings.MergePolicy.MovedTip;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

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
        try (ObjectReader reader = push.repository().git().newObjectReader();
                Ancestry history = new Ancestry(reader)) {
            reader.open(pushed, Constants.OBJ_COMMIT);
            boolean isMoved = !seen.equals(main);
            if (isMoved && !history.contains(main, seen)) {
                return Optional.of(PushRefusals.stale());
            }
            if (pushed.equals(main)) {
                return nothingNew();
            }
            if (isMoved && whenMoved == MovedTip.REFUSE) {
                return Optional.of(PushRefusals.stale());
            }
            if (!history.contains(pushed, seen)) {
                return Optional.of(PushRefusals.notFastForward());
            }
            return isMoved && history.contains(main, pushed) ? nothingNew() : Optional.empty();
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
        try (ObjectReader reader = push.repository().git().newObjectReader();
                Ancestry history = new Ancestry(reader)) {
            return !reader.has(seen) || history.contains(push.proposal().newTip(), seen);
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            return true;
        }
    }

    private static Optional<PushResult> nothingNew() {
        return Optional.of(new PushResult.Accepted(List.of(), 0));
    }
}
