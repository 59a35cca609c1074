package dev.gitsync.internal.engine;

import dev.gitsync.error.OperatorNeededException;
import dev.gitsync.internal.commit.CommitPipeline;
import dev.gitsync.internal.commit.PushCommitter;
import dev.gitsync.internal.cycle.CatchUpCoalescer;
import dev.gitsync.internal.cycle.Cycle;
import dev.gitsync.internal.cycle.ReaderCatchUp;
import dev.gitsync.internal.cycle.UnleasedCatchUp;
import dev.gitsync.internal.inspect.StatusReader;
import dev.gitsync.internal.inspect.Verifier;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.pull.FeedCheck;
import dev.gitsync.internal.pull.Puller;
import dev.gitsync.internal.push.PushProcessor;
import dev.gitsync.internal.push.PushRequest;
import dev.gitsync.internal.repair.PreviousIndex;
import dev.gitsync.internal.repair.Rebuilder;
import dev.gitsync.internal.state.ConflictRetry;
import dev.gitsync.internal.state.CursorCache;
import dev.gitsync.internal.state.CycleContext;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.state.Fence;
import dev.gitsync.internal.state.PushJournal;
import dev.gitsync.internal.state.RestoreCheck;
import dev.gitsync.internal.work.BudgetSpentException;
import dev.gitsync.internal.work.Keepalive;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.report.PlanReport;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.RepairReport;
import dev.gitsync.report.SpaceStatus;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.store.SpaceDirectory;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs pulls, pushes and verifications, each under the lease of its space, and turns every failure into a report.
 *
 * <p>More than 300 lines: one short method for each operation on a space, beside the construction of all parts of the
 * engine.
 */
public final class SpaceEngine {
    private static final Logger LOG = LoggerFactory.getLogger(SpaceEngine.class);

    private final SpaceDirectory spaces;
    private final RepositoryStore repositories;
    private final PageFiles files;
    private final Duration lockWait;
    private final Leases leases;
    private final Announcements announcements;
    private final FeedCheck feed;
    private final Rebuilder rebuilder;
    private final Cycle cycle;
    private final PushIntake pushes;
    private final ReaderService readers;
    private final StatusReader statuses;
    private final Verifier verifier;
    private final Consumer<SpaceId> whenPending;

    /**
     * Creates an engine from its components.
     *
     * @param whenPending receives each space with a push whose pages are still to be written
     */
    public SpaceEngine(EngineParts parts, Consumer<SpaceId> whenPending) {
        this.whenPending = whenPending;
        spaces = parts.spaces();
        repositories = parts.repositories();
        files = parts.files();
        lockWait = parts.settings().cycle().lockWait();
        leases = new Leases(parts);
        announcements = new Announcements(parts.listener());
        CursorCache cursors = new CursorCache(parts.files());
        RestoreCheck restores = new RestoreCheck(parts);
        feed = new FeedCheck(parts, cursors, restores);
        PushJournal journal = new PushJournal(parts.store(), parts.files());
        CommitPipeline pipeline = new CommitPipeline(parts, new PushCommitter(parts, journal, cursors, restores));
        rebuilder = new Rebuilder(parts);
        CatchUpCoalescer shared = new CatchUpCoalescer();
        Puller puller = new Puller(parts, cursors, restores);
        Cycle.Steps steps = new Cycle.Steps(journal, cursors, feed, puller, pipeline, rebuilder, restores, shared);
        cycle = new Cycle(parts, steps, announcements::restored);
        UnleasedCatchUp unleased = new UnleasedCatchUp(parts, steps, () -> leases.budget(Keepalive.none()));
        readers = new ReaderService(
                shared, new ReaderCatchUp(new ReadersLeases(), unleased, parts.nanoTime()), this::upToDate, lockWait);
        pushes = new PushIntake(parts, leases, new PushProcessor(parts, cycle, pipeline));
        statuses = new StatusReader(parts.store(), parts.files());
        verifier = new Verifier(parts.store(), parts.files());
    }

    /** Runs one cycle without waiting for a lease. Never throws. */
    public SyncReport runOnce(SpaceId id) {
        return sync(id, space -> pull(space, Duration.ZERO));
    }

    /** Brings {@code main} up to date with the wiki, waiting for the lease only if there is something to do. Never throws. */
    public SyncReport catchUp(SpaceId id) {
        return sync(id, readers::serve);
    }

    /** Does the same for a space that the caller has looked up. Never throws. */
    public SyncReport catchUp(Space space) {
        return sync(space.id(), () -> Optional.of(space), readers::serve);
    }

    /** Does the same without waiting: one query and no lease if there is nothing to do. Never throws. */
    public SyncReport poll(SpaceId id) {
        return sync(id, this::pollOnce);
    }

    private SyncReport pollOnce(Space space) throws IOException {
        Optional<SyncReport> upToDate = upToDate(space);
        return upToDate.isPresent() ? upToDate.get() : pull(space, Duration.ZERO);
    }

    private Optional<SyncReport> upToDate(Space space) throws IOException {
        try (SpaceRepository repository = repositories.open(space)) {
            return feed.upToDate(space, repository).map(refs -> new SyncReport.UpToDate(space.id(), refs.mainName()));
        }
    }

    /**
     * Processes a push. Never throws. The listener is not told of a refused push of a mirror, which may be one of several tries; the report of
     * the mirror says how they ended.
     */
    public PushResult ingest(PushRequest push) {
        return ingest(push, Keepalive.none());
    }

    /** Processes a push, reports progress to {@code keepalive} and asks it whether the client still waits. Never throws. */
    public PushResult ingest(PushRequest push, Keepalive keepalive) {
        PushResult result = pushes.accept(push, keepalive);
        if (result instanceof PushResult.Accepted accepted && accepted.isPending()) {
            whenPending.accept(push.space().id());
        }
        if (result instanceof PushResult.Accepted || !push.isMirrored()) {
            pushed(new PushAttempt(push.space(), push.pusher(), push.proposal()), result);
        }
        return result;
    }

    /** Records how a push ended and notifies the listener, including pushes that other components refused. */
    public void pushed(PushAttempt attempt, PushResult result) {
        announcements.pushed(attempt, result);
    }

    /** Verifies that {@code main} equals the wiki. Never throws. */
    public VerifyReport verify(SpaceId id) {
        VerifyReport[] proof = new VerifyReport[1];
        SyncReport report = sync(
                id,
                space -> underLease(space, context -> {
                    SyncReport pulled = cycle.run(context).report();
                    proof[0] = verifier.verify(space, context.repository(), context.budget());
                    return pulled;
                }));
        return proof[0] == null ? new VerifyReport.NotRun(report) : proof[0];
    }

    /** Rebuilds the index of a space if verification finds a difference or can't be completed. Never throws. */
    public RepairReport repair(SpaceId id) {
        VerifyReport before = verify(id);
        if (before.isClean() || isNotRunnable(before)) {
            return new RepairReport(before, false, before);
        }
        SyncReport report = sync(
                id,
                space -> underLease(space, context -> {
                    PreviousIndex.read(context.repository(), files, old -> rebuilder.rebuild(context, old));
                    return cycle.run(context).report();
                }));
        return report.isCaughtUp()
                ? new RepairReport(before, true, verify(id))
                : new RepairReport(before, false, new VerifyReport.NotRun(report));
    }

    /** Returns whether repair can't run, because git sync is not enabled or another process or thread holds the lease. */
    private static boolean isNotRunnable(VerifyReport report) {
        return report instanceof VerifyReport.NotRun notRun && notRun.because() instanceof SyncReport.Skipped;
    }

    /** Returns what the next cycle would do. Takes no lease and changes nothing. Never throws. */
    public PlanReport plan(SpaceId id) {
        try {
            Optional<Space> space = spaces.find(id);
            if (space.isEmpty()) {
                return new PlanReport.NotPlanned(new SyncReport.Skipped(id, SyncReport.Reason.DISABLED));
            }
            try (SpaceRepository repository = repositories.open(space.get())) {
                return statuses.plan(space.get(), repository);
            }
        } catch (IOException | RuntimeException | Error e) {
            LOG.error("Space {}: planning failed", id, e);
            return new PlanReport.NotPlanned(SyncReport.Failed.of(id, e));
        }
    }

    /** Returns the status of a space; empty when git sync is not enabled for it. */
    public Optional<SpaceStatus> status(SpaceId id) throws IOException {
        Optional<Space> space = spaces.find(id);
        if (space.isEmpty()) {
            return Optional.empty();
        }
        try (SpaceRepository repository = repositories.open(space.get())) {
            Optional<Instant> waitingSince = feed.waitingSince(space.get(), repository);
            boolean isBehind = waitingSince.isPresent()
                    || feed.upToDate(space.get(), repository).isEmpty();
            return Optional.of(statuses.status(
                    space.get(),
                    repository,
                    isBehind,
                    waitingSince,
                    leases.holder(space.get()),
                    announcements.outcomes()));
        }
    }

    private SyncReport sync(SpaceId id, SyncWork work) {
        return sync(id, () -> spaces.find(id), work);
    }

    private SyncReport sync(SpaceId id, Supplier<Optional<Space>> finder, SyncWork work) {
        Optional<Space> found = Optional.empty();
        SyncReport report;
        try {
            found = finder.get();
            report = found.isEmpty() ? new SyncReport.Skipped(id, SyncReport.Reason.DISABLED) : run(found.get(), work);
        } catch (BudgetSpentException e) {
            LOG.warn("Space {}: {}; its progress is saved, and the next cycle continues", id, e.getMessage());
            report = SyncReport.Failed.of(id, e);
        } catch (OperatorNeededException e) {
            LOG.error("Space {}: the cycle needs an operator: {}", id, e.getMessage());
            report = SyncReport.Failed.of(id, e);
        } catch (IOException | RuntimeException | Error e) {
            LOG.error("Space {}: the cycle failed", id, e);
            report = SyncReport.Failed.of(id, e);
        }
        SyncReport told = report;
        found.ifPresentOrElse(
                space -> announcements.synced(space, told),
                () -> announcements.outcomes().forget(id));
        return report;
    }

    private static SyncReport run(Space space, SyncWork work) throws IOException {
        return ConflictRetry.retry(
                space, () -> work.on(space), () -> new SyncReport.Skipped(space.id(), SyncReport.Reason.LOCK_HELD));
    }

    private SyncReport pull(Space space, Duration patience) throws IOException {
        return leases.run(
                space, Leases.Waiting.silently(patience), fence -> pull(space, fence), busy -> skipped(space, busy));
    }

    private SyncReport pull(Space space, Fence fence) throws IOException {
        try (SpaceRepository repository = repositories.open(space)) {
            return cycle.run(new CycleContext(space, repository, fence)).report();
        }
    }

    private SyncReport underLease(Space space, ContextWork work) throws IOException {
        try (SpaceRepository repository = repositories.open(space)) {
            return leases.run(
                    space,
                    Leases.Waiting.silently(lockWait),
                    fence -> work.run(new CycleContext(space, repository, fence)),
                    busy -> skipped(space, busy));
        }
    }

    /** The lease operations for readers. */
    private final class ReadersLeases implements ReaderCatchUp.Leases {
        @Override
        public SpaceLock.Attempt acquire(Space space, Duration patience) throws IOException {
            return leases.acquire(space, patience);
        }

        @Override
        public SyncReport pull(Space space, SpaceLock.Attempt.Acquired lease) throws IOException {
            return leases.run(space, lease, Keepalive.none(), fence -> SpaceEngine.this.pull(space, fence));
        }

        @Override
        public SyncReport pull(Space space, Duration patience) throws IOException {
            return SpaceEngine.this.pull(space, patience);
        }
    }

    private static SyncReport skipped(Space space, SpaceLock.Attempt attempt) {
        boolean isHeldHere = attempt instanceof SpaceLock.Attempt.Busy busy
                && busy.holder() == SpaceLock.Attempt.Holder.THIS_PROCESS;
        return new SyncReport.Skipped(
                space.id(), isHeldHere ? SyncReport.Reason.IN_PROGRESS : SyncReport.Reason.LOCK_HELD);
    }

    /** Work that ends in a report and may encounter an error of the git storage. */
    private interface SyncWork {
        SyncReport on(Space space) throws IOException;
    }

    /** Work under a lease that ends in a report. */
    private interface ContextWork {
        SyncReport run(CycleContext context) throws IOException;
    }
}
