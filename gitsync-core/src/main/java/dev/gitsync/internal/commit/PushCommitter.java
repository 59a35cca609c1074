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
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies a plan to the wiki and moves {@code main} to its commit: in one transaction if the wiki and the repository
 * share one, otherwise the wiki first and then the refs, with the {@link PushJournal} in between.
 */
public final class PushCommitter {
    private static final Logger LOG = LoggerFactory.getLogger(PushCommitter.class);

    private final PageStore store;
    private final ContentUpload contents;
    private final PushStages stages;
    private final RepositoryStore repositories;
    private final PushJournal journal;
    private final boolean together;
    private final CursorCache cursors;
    private final RestoreCheck restores;

    public PushCommitter(EngineParts parts, PushJournal journal, CursorCache cursors, RestoreCheck restores) {
        this.stages = new PushStages(parts);
        this.cursors = cursors;
        this.restores = restores;
        this.store = parts.store();
        this.contents = new ContentUpload(store);
        this.repositories = parts.repositories();
        this.journal = journal;
        this.together = parts.canCommitTogether();
    }

    /**
     * An order to commit a plan.
     *
     * @param work where the plan was made; afterwards its index is that of the plan
     * @param commit the new target of {@code main}
     * @param origin the push or cycle that the committer acts for
     */
    public record Order(CycleContext cycle, Workspace work, ObjectId commit, PushPlan plan, PushStages.Origin origin) {
        private Space space() {
            return cycle.space();
        }

        private Fence fence() {
            return cycle.fence();
        }
    }

    /** Returns the stages of a push. */
    PushStages stages() {
        return stages;
    }

    /**
     * Applies the plan of {@code order} and moves {@code main} to its commit. A plan without changes to pages and attachments only
     * moves the refs.
     *
     * @throws LeaseLostException when the store has seen a newer lease
     */
    public CommitOutcome commit(Order order) throws IOException {
        if (order.plan().changes().isEmpty()) {
            journal.finishWithoutChanges(order.work(), order.fence(), order.commit(), order.plan());
            saved(order.work());
            return new CommitOutcome.Committed();
        }
        Optional<CommitOutcome> rejected = contents.store(
                order.cycle(), order.work().reader(), order.plan().attachments().contents());
        if (rejected.isPresent()) {
            return rejected.get();
        }
        order.fence().check();
        ObjectId planned = order.work().refs().state();
        CommitOutcome outcome = together ? commitInOneTransaction(order, planned) : commitPagesFirst(order, planned);
        if (outcome instanceof CommitOutcome.Committed) {
            saved(order.work());
        } else if (outcome instanceof CommitOutcome.Overtaken overtaken) {
            restores.recheck(planned, overtaken.pages());
        }
        return outcome;
    }

    /** Translates the wiki's answer to a plan into an outcome. */
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

    private CommitOutcome commitInOneTransaction(Order order, ObjectId planned) throws IOException {
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
            throw e; // nothing was written, or the pages and refs share one unknown outcome
        } catch (StoreException e) {
            warn(order, e);
            // The open repository may show writes that were rolled back, so read the refs from a new one.
            try (SpaceRepository asked = repositories.open(order.space())) {
                return outcome(isCommitted(order, asked, planned), e);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private CommitOutcome commitPagesFirst(Order order, ObjectId planned) throws IOException {
        PushJournal.Entry entry = journal.begin(order.cycle().repository(), order.work(), order.commit(), order.plan());
        ApplyContext context =
                new ApplyContext(order.origin().user(), order.fence().token());
        ApplyResult result;
        try {
            result = apply(order, context);
        } catch (StoreException e) {
            warn(order, e);
            journal.recover(order.cycle());
            return outcome(isCommitted(order, order.cycle().repository(), planned), e);
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

    /** Reads from the refs whether a plan that was made at the index {@code planned} is committed. Its commit may have been that of main before. */
    private static boolean isCommitted(Order order, SpaceRepository repository, ObjectId planned) throws IOException {
        SpaceRefs refs = SpaceRefs.read(repository);
        return refs.main().equals(order.commit()) && !refs.state().equals(planned);
    }

    /** Returns the outcome after the store did not answer. If the store did nothing and a retry does not help, throws the failure. */
    private static CommitOutcome outcome(boolean isCommitted, StoreException failure) {
        if (isCommitted) {
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
