package dev.gitsync.internal.commit;

import dev.gitsync.error.OutcomeUnknownException;
import dev.gitsync.error.StoreException;
import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.internal.plan.PushPlan;
import dev.gitsync.internal.state.CursorCache;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.state.Fence;
import dev.gitsync.internal.state.LostRaceException;
import dev.gitsync.internal.state.PushJournal;
import dev.gitsync.internal.state.RestoreCheck;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.model.Space;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a plan into the wiki and its commit to {@code main}: in one transaction where wiki and repository share one, else
 * the wiki first and the refs after it, with the {@link PushJournal} in between.
 */
public final class PushCommitter {
    private static final Logger LOG = LoggerFactory.getLogger(PushCommitter.class);

    private final PageStore store;
    private final RepositoryStore repositories;
    private final PushJournal journal;
    private final boolean together;
    private final CursorCache cursors;
    private final RestoreCheck restores;

    public PushCommitter(EngineParts parts, PushJournal journal, CursorCache cursors, RestoreCheck restores) {
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
     * @param user who is responsible
     */
    public record Order(
            Space space,
            Repository repository,
            Fence fence,
            Workspace work,
            ObjectId commit,
            PushPlan plan,
            String user) {}

    /** How it went. */
    public sealed interface Outcome {
        /** The pages are in the wiki and the commit is on {@code main}. */
        record Written() implements Outcome {}

        /** The wiki did not take the plan; nothing has changed, unless {@code why} says that a part of it has. */
        record NotWritten(ApplyResult why) implements Outcome {}

        /** The commit is not on {@code main}. If the wiki has taken the pages, they come back with the next pull. */
        record Unsettled() implements Outcome {}
    }

    public Outcome commit(Order order) throws IOException {
        order.fence().check();
        ObjectId planned = order.work().refs().state();
        Outcome outcome = together ? together(order) : oneAfterTheOther(order);
        if (outcome instanceof Outcome.NotWritten not && not.why() instanceof ApplyResult.Fenced fenced) {
            LOG.warn(
                    "Space {}: a write under lease {} was turned away, because lease {} has written",
                    order.space().id(),
                    order.fence().token(),
                    fenced.newestToken());
            order.fence().outdatedBy(fenced.newestToken());
        }
        if (outcome instanceof Outcome.NotWritten not && not.why() instanceof ApplyResult.Stale stale) {
            restores.doubt(planned, stale.pages());
        }
        if (outcome instanceof Outcome.Written) {
            saved(order.work());
        }
        return outcome;
    }

    /** Moves the refs for a push that changes no page. */
    public void commitWithoutPages(Workspace work, Fence fence, ObjectId commit, PushPlan plan) throws IOException {
        journal.finishWithoutPages(work, fence, commit, plan);
        saved(work);
    }

    private void saved(Workspace work) {
        cursors.saved(work);
        restores.saved(work.refs().state());
    }

    private Outcome together(Order order) throws IOException {
        ApplyContext context = new ApplyContext(order.user(), order.fence().token(), applied -> {
            try {
                PushJournal.finishTogether(order.work(), order.fence(), order.commit(), order.plan(), applied);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try {
            ApplyResult result = store.apply(order.space(), order.plan().changes(), context);
            return result instanceof ApplyResult.Applied ? new Outcome.Written() : new Outcome.NotWritten(result);
        } catch (LostRaceException | StoreRejectedException | OutcomeUnknownException e) {
            throw e; // nothing was written; or the refs went the way of the pages, and nobody knows which
        } catch (StoreException e) {
            warn(order, e);
            // What this repository believes to hold may have been taken back, so it is not the one to be asked.
            try (Repository asked = repositories.open(order.space())) {
                return settled(order, asked);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Outcome oneAfterTheOther(Order order) throws IOException {
        PushJournal.Entry entry = journal.begin(order.repository(), order.work(), order.commit(), order.plan());
        ApplyContext context = new ApplyContext(order.user(), order.fence().token());
        ApplyResult result;
        try {
            result = store.apply(order.space(), order.plan().changes(), context);
        } catch (StoreException e) {
            warn(order, e);
            journal.recover(order.space(), order.repository(), order.fence());
            Outcome outcome = settled(order, order.repository());
            if (e instanceof StoreRejectedException && outcome instanceof Outcome.Unsettled) {
                throw e;
            }
            return outcome;
        }
        if (result instanceof ApplyResult.Applied applied) {
            boolean isIn = journal.finish(order.repository(), order.fence(), entry, applied);
            return isIn ? new Outcome.Written() : new Outcome.Unsettled();
        }
        journal.drop(order.repository(), entry);
        return new Outcome.NotWritten(result);
    }

    /** The store did not answer; what it did is in the refs, or it did nothing. */
    private static Outcome settled(Order order, Repository repository) throws IOException {
        boolean isIn = SpaceRefs.read(repository).main().equals(order.commit());
        return isIn ? new Outcome.Written() : new Outcome.Unsettled();
    }

    private static void warn(Order order, StoreException failure) {
        LOG.warn(
                "Space {}: the wiki did not say what became of {}; asking",
                order.space().id(),
                order.commit().name(),
                failure);
    }
}
