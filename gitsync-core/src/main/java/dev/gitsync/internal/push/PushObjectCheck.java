package dev.gitsync.internal.push;

import dev.gitsync.internal.lfs.MissingObjects;
import dev.gitsync.internal.lfs.PointerCheck;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.proposal.ProposalLimits;
import dev.gitsync.internal.receive.IncompleteHistoryException;
import dev.gitsync.internal.receive.PushedObjects;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.PushResult.Reason;
import dev.gitsync.store.PageStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Checks a push before it waits for the lease. Objects never change and {@code main} only moves forward, so that a push that passes
 * this check still passes it later.
 */
public final class PushObjectCheck {
    private final ProposalLimits limits;
    private final PageStore store;

    /** Creates a check with the limits of a push, for the pages and attachments of {@code store}. */
    public PushObjectCheck(ProposalLimits limits, PageStore store) {
        this.limits = limits;
        this.store = store;
    }

    /** Returns the refusal of the push, if it can't be accepted. */
    public Optional<PushResult> refusal(PushRequest push, WorkBudget budget) throws IOException {
        budget.requireClient();
        ObjectId pushed = push.proposal().newTip();
        if (pushed.equals(ObjectId.zeroId())) {
            return Optional.of(PushRefusals.refused(
                    Reason.NOT_ALLOWED,
                    "main can't be deleted",
                    List.of("A wiki always has its main branch. To empty it, delete the files and push that.")));
        }
        try (ObjectReader reader = push.repository().git().newObjectReader()) {
            PointerCheck missing =
                    MissingObjects.of(store, push.space(), push.received().objects());
            budget.requireRoom(PushedObjects.check(
                    new PushedObjects.Input(reader, push.received(), missing),
                    limits,
                    budget,
                    known(push, reader),
                    pushed));
            return PushTips.isStepForward(push) ? Optional.empty() : Optional.of(PushRefusals.notFastForward());
        } catch (IncompleteHistoryException e) {
            return Optional.of(PushRefusals.incomplete(e.sentence()));
        } catch (ProposalException e) {
            return Optional.of(invalid(e, push.proposal()));
        }
    }

    /** Returns the refusal of a push with invalid objects. */
    public static PushResult.Refused invalid(ProposalException why, PushAttempt.Proposal proposal) {
        return PushRefusals.invalid(why, PushOptions.read(proposal.options()));
    }

    /**
     * Returns the commit at which the objects of the push end: the one at which the pusher saw {@code main}, without reading the
     * refs. If {@code main} never was there, {@link PushProcessor} refuses the whole push, whatever the result of this check.
     */
    private static ObjectId known(PushRequest push, ObjectReader reader) throws IOException {
        ObjectId seen = push.proposal().oldTip();
        return !seen.equals(ObjectId.zeroId()) && reader.has(seen, Constants.OBJ_COMMIT)
                ? seen
                : SpaceRefs.read(push.repository()).main();
    }
}
