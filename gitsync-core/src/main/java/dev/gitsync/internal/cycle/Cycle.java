package dev.gitsync.internal.cycle;

import dev.gitsync.internal.commit.AttemptResult;
import dev.gitsync.internal.commit.CommitPipeline;
import dev.gitsync.internal.commit.Reconciler;
import dev.gitsync.internal.index.OutdatedIndexException;
import dev.gitsync.internal.pull.FeedCheck;
import dev.gitsync.internal.pull.PullStatistics;
import dev.gitsync.internal.pull.Puller;
import dev.gitsync.internal.repair.LostWikiRef;
import dev.gitsync.internal.repair.PathPairing;
import dev.gitsync.internal.repair.Rebuilder;
import dev.gitsync.internal.state.ConcurrentUpdateException;
import dev.gitsync.internal.state.CursorCache;
import dev.gitsync.internal.state.CycleContext;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.state.PushJournal;
import dev.gitsync.internal.state.RestoreCheck;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.step.StepRecorder;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.report.StepObserver;
import dev.gitsync.report.StepObserver.Step;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.SyncReport.Reconciliation;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one complete cycle under the lease: finishes what a crash interrupted, rebuilds a lost index, pulls, and
 * reconciles a {@code main} that was moved without a push, makes files attachments that are none yet, and completes the index of links.
 */
public final class Cycle {
    private static final Logger LOG = LoggerFactory.getLogger(Cycle.class);
    private static final int MAX_ATTEMPTS = 5;

    private final PushJournal journal;
    private final CursorCache cursors;
    private final Puller puller;
    private final Reconciler reconciler;
    private final Rebuilder rebuilder;
    private final LostWikiRef line;
    private final PathPairing pairing;
    private final FolderPageChange folderPages;
    private final FileAdoption adoption;
    private final LinkIndexing links;
    private final Consumer<Space> restored;
    private final CatchUpCoalescer shared;
    private final StepRecorder steps;

    /**
     * The components of a cycle.
     *
     * @param shared receives the result of each cycle, for waiting readers
     */
    public record Steps(
            PushJournal journal,
            CursorCache cursors,
            FeedCheck feed,
            Puller puller,
            CommitPipeline pipeline,
            Rebuilder rebuilder,
            RestoreCheck restores,
            CatchUpCoalescer shared) {}

    /**
     * Creates a cycle from its components.
     *
     * @param restored receives the space of a store that was restored to an earlier state or replaced
     */
    public Cycle(EngineParts parts, Steps steps, Consumer<Space> restored) {
        this.steps = parts.steps();
        this.restored = restored;
        this.journal = steps.journal;
        this.cursors = steps.cursors;
        this.puller = steps.puller;
        this.reconciler = new Reconciler(parts, steps.pipeline);
        this.folderPages = new FolderPageChange(parts, steps.pipeline, cursors, steps.restores);
        this.rebuilder = steps.rebuilder;
        this.shared = steps.shared;
        this.line = new LostWikiRef(parts, rebuilder);
        this.pairing = new PathPairing(parts, rebuilder);
        this.adoption = new FileAdoption(parts, rebuilder, cursors, steps.restores);
        this.links = new LinkIndexing(parts.files(), cursors, steps.restores);
    }

    /**
     * The result of a cycle.
     *
     * @param refs the refs after the cycle
     */
    public record Done(SyncReport report, SpaceRefs refs) {}

    /** Runs the cycle; afterwards {@code main} equals the wiki, and readers that arrived before it are served. */
    public Done run(CycleContext cycle) throws IOException {
        long number = shared.begin();
        Done done = steps.run(
                () -> new Step(StepObserver.Type.CYCLE, "leased", cycle.space().id()),
                () -> runOnce(cycle),
                result -> outcome(result.report()));
        shared.end(number, done.report());
        return done;
    }

    static String outcome(SyncReport report) {
        return report instanceof SyncReport.Pulled ? "pulled" : "up-to-date";
    }

    private Done runOnce(CycleContext cycle) throws IOException {
        SpaceRefs refs = line.restore(cycle, recovered(cycle));
        if (refs.state().equals(ObjectId.zeroId()) && !refs.wiki().equals(ObjectId.zeroId())) {
            rebuilder.rebuild(cycle, null);
            refs = SpaceRefs.read(cycle.repository());
        }
        boolean hasNoLine = refs.wiki().equals(ObjectId.zeroId());
        PullStatistics statistics = new PullStatistics();
        boolean isRestored = pull(cycle, refs, statistics);
        refs = SpaceRefs.read(cycle.repository());
        if (hasNoLine) {
            refs = pairing.pair(cycle, refs);
        }
        Reconciliation reconciliation = null;
        Set<PageId> notInTrash = Set.of();
        for (int attempt = 1; Reconciler.isNeeded(refs); attempt++) {
            if (attempt > MAX_ATTEMPTS) {
                throw new ConcurrentUpdateException(
                        "The pages of space " + cycle.space().id()
                                + " kept changing while they were merged with main; the next cycle retries");
            }
            AttemptResult<Reconciliation> result = reconciler.reconcile(cycle, notInTrash);
            if (result instanceof AttemptResult.Final<Reconciliation> last) {
                reconciliation = last.outcome();
            } else {
                notInTrash = ((AttemptResult.Overtaken<Reconciliation>) result).notInTrash();
                isRestored |= pull(cycle, journal.recover(cycle), statistics);
            }
            refs = SpaceRefs.read(cycle.repository());
        }
        SpaceRefs caughtUp = refs;
        refs = links.run(cycle, adoption.run(cycle, folderPages.run(cycle, caughtUp)));
        boolean mayHaveStopped = !refs.equals(caughtUp) || cycle.budget().isSpent();
        SyncReport report = isRestored
                ? pulled(cycle.space(), refs.mainName(), statistics, reconciliation)
                : report(cycle.space(), refs.mainName(), statistics, reconciliation);
        if (mayHaveStopped && report instanceof SyncReport.UpToDate && hasPendingWork(cycle, refs)) {
            report = new SyncReport.UpToDate(cycle.space().id(), refs.mainName(), true);
        }
        return new Done(report, refs);
    }

    private boolean hasPendingWork(CycleContext cycle, SpaceRefs refs) throws IOException {
        return !folderPages.isDone(cycle, refs) || !adoption.isDone(cycle, refs) || !links.isDone(cycle, refs);
    }

    /** Pulls all changes; returns whether the wiki was at an earlier state than the index, which was therefore rebuilt first. */
    private boolean pull(CycleContext cycle, SpaceRefs from, PullStatistics statistics) throws IOException {
        Puller.Pulled pulled = puller.pull(cycle, from);
        boolean isRestored = pulled.isStoreBehind();
        if (isRestored) {
            rebuilder.rebuildRestored(cycle);
            restored.accept(cycle.space());
            pulled = puller.pull(cycle, SpaceRefs.read(cycle.repository()));
        }
        statistics.add(pulled.statistics());
        return isRestored;
    }

    /** Returns the refs after recovery from a crash, with an index in the format of this version. */
    private SpaceRefs recovered(CycleContext cycle) throws IOException {
        try {
            SpaceRefs refs = journal.recover(cycle);
            if (cursors.hasLinkForm(cycle.repository(), refs)) {
                return refs;
            }
            LOG.info("Space {}: the form of links changed", cycle.space().id());
            rebuilder.rebuildLinks(cycle);
            return SpaceRefs.read(cycle.repository());
        } catch (OutdatedIndexException e) {
            LOG.info("Space {}: {}", cycle.space().id(), e.getMessage());
            rebuilder.rebuild(cycle, null);
            return journal.recover(cycle);
        }
    }

    static SyncReport report(
            Space space, @Nullable String main, PullStatistics statistics, @Nullable Reconciliation reconciliation) {
        return statistics.changes() == 0 && statistics.failed().isEmpty() && reconciliation == null
                ? new SyncReport.UpToDate(space.id(), main)
                : pulled(space, main, statistics, reconciliation);
    }

    private static SyncReport pulled(
            Space space, @Nullable String main, PullStatistics statistics, @Nullable Reconciliation reconciliation) {
        return new SyncReport.Pulled(
                space.id(),
                statistics.changes(),
                statistics.commits(),
                statistics.written(),
                statistics.deleted(),
                main,
                statistics.failed(),
                reconciliation);
    }
}
