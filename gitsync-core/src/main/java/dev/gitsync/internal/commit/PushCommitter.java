package dev.gitsync.internal.commit;

import dev.gitsync.error.OutcomeUnknownException;
import dev.gitsync.error.StoreException;
import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.internal.plan.PushPlan;
import dev.gitsync.internal.state.ConcurrentUpdateException;
import dev.gitsync.internal.state.CursorCache;
import dev.gitsync.internal.state.CycleContext;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.state.Fence;
import dev.gitsync.internal.state.LeaseLostException;
import dev.gitsync.internal.state.PushJournal;
import dev.gitsync.internal.state.RestoreCheck;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.model.Space;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a plan into the wiki and its commit to {@code main}: in one transaction where wiki and repository share one, else
 * the wiki first and the refs after it, with the {@link PushJournal} in between.
 */
public final class PushCommitter {
    private static final Logger LOG = LoggerFactory.getLogger(PushCommitter.class);

    private final PageStore store;
    private final PushStages stages;
    private final RepositoryStore repositories;
    private final PushJournal journal;
    private final boolean together;
    private final CursorCache cursors;
    private final RestoreCheck restores;

    public PushCommitter(EngineParts parts, PushJournal journal, CursorCache cursors, RestoreCheck restores) {
        this.stages = new PushStages(parts.interceptor());
        this.cursors = cursors;
        this.restores = restores;
        this.store = parts.store();
        this.repositories = parts.repositories();
        this.journal = journal;
        this.together = parts.canCommitTogether();
    }

    /**
     * What is to be written.
     *
     * @param work where the plan was made; its index is that of the plan afterwards
     * @param commit where {@code main} goes
     * @param origin on whose behalf
     */
    public record Order(CycleContext cycle, Workspace work, ObjectId commit, PushPlan plan, PushStages.Origin origin) {
        private Space space() {
            return cycle.space();
        }

        private Fence fence() {
            return cycle.fence();
        }
    }

    /** What surrounds the stages of a push. */
    PushStages stages() {
        return stages;
    }

    /**
     * Applies the plan of {@code order}, and moves {@code main} to its commit. A plan without page changes moves the refs only.
     *
     * @throws LeaseLostException when the store has seen a newer lease
     */
    public CommitOutcome commit(Order order) throws IOException {
        if (order.plan().changes().isEmpty()) {
            journal.finishWithoutPages(order.work(), order.fence(), order.commit(), order.plan());
            saved(order.work());
            return new CommitOutcome.Committed();
        }
        order.fence().check();
        ObjectId planned = order.work().refs().state();
        CommitOutcome outcome = together ? together(order) : oneAfterTheOther(order);
        if (outcome instanceof CommitOutcome.Committed) {
            saved(order.work());
        } else if (outcome instanceof CommitOutcome.Overtaken overtaken) {
            restores.doubt(planned, overtaken.pages());
        }
        return outcome;
    }

    /** What the wiki's answer to the plan means. */
    private record Answer(Order order) implements ApplyResult.Visitor<CommitOutcome> {
        @Override
        public CommitOutcome visitApplied(ApplyResult.Applied applied) {
            return new CommitOutcome.Committed();
        }

        @Override
        public CommitOutcome visitStale(ApplyResult.Stale stale) {
            return new CommitOutcome.Overtaken(
                    stale.pages(), Set.copyOf(order.plan().restored(stale.pages())));
        }

        @Override
        public CommitOutcome visitRefused(ApplyResult.Refused refused) {
            return new CommitOutcome.RefusedByWiki(refused.reason());
        }

        @Override
        public CommitOutcome visitFenced(ApplyResult.Fenced fenced) {
            long newest = fenced.newestToken();
            LOG.warn(
                    "Space {}: a write under lease {} was rejected, because newer lease {} has written",
                    order.space().id(),
                    order.fence().token(),
                    newest);
            order.fence().outdatedBy(newest);
            throw new LeaseLostException("Space " + order.space().id() + " was written under lease " + newest);
        }

        @Override
        public CommitOutcome visitPartial(ApplyResult.Partial partial) {
            return new CommitOutcome.PartlyWritten(partial);
        }
    }

    private void saved(Workspace work) {
        cursors.saved(work);
        restores.saved(work.refs().state());
    }

    private CommitOutcome together(Order order) throws IOException {
        ApplyContext context =
                new ApplyContext(order.origin().user(), order.fence().token(), applied -> {
                    try {
                        PushJournal.finishTogether(order.work(), order.fence(), order.commit(), order.plan(), applied);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        try {
            return apply(order, context).accept(new Answer(order));
        } catch (ConcurrentUpdateException | StoreRejectedException | OutcomeUnknownException e) {
            throw e; // nothing was written; or the refs went the way of the pages, and which is not known
        } catch (StoreException e) {
            warn(order, e);
            // What this repository believes to hold may have been taken back, so it is not the one to be asked.
            try (SpaceRepository asked = repositories.open(order.space())) {
                return settled(order, asked, e);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private CommitOutcome oneAfterTheOther(Order order) throws IOException {
        PushJournal.Entry entry = journal.begin(order.cycle().repository(), order.work(), order.commit(), order.plan());
        ApplyContext context =
                new ApplyContext(order.origin().user(), order.fence().token());
        ApplyResult result;
        try {
            result = apply(order, context);
        } catch (StoreException e) {
            warn(order, e);
            journal.recover(order.cycle());
            return settled(order, order.cycle().repository(), e);
        }
        if (result instanceof ApplyResult.Applied applied) {
            boolean isIn = journal.finish(order.cycle(), entry, applied);
            return isIn ? new CommitOutcome.Committed() : new CommitOutcome.Unsettled();
        }
        journal.drop(order.cycle().repository(), entry);
        return result.accept(new Answer(order));
    }

    private ApplyResult apply(Order order, ApplyContext context) throws IOException {
        return stages.apply(
                order.origin(), () -> store.apply(order.space(), order.plan().changes(), context));
    }

    /**
     * The store did not answer; what it did is in the refs, or it did nothing. If it did nothing, and trying again does not help, this
     * throws the failure.
     */
    private static CommitOutcome settled(Order order, SpaceRepository repository, StoreException failure)
            throws IOException {
        if (SpaceRefs.read(repository).main().equals(order.commit())) {
            return new CommitOutcome.Committed();
        } else if (failure instanceof StoreRejectedException) {
            throw failure;
        } else if (failure instanceof InterceptorException after) {
            throw after.failure();
        }
        return new CommitOutcome.Unsettled();
    }

    private static void warn(Order order, StoreException failure) {
        LOG.warn(
                "Space {}: the wiki did not report the outcome of {}; checking",
                order.space().id(),
                order.commit().name(),
                failure);
    }
}
