package dev.gitsync.internal.engine;

import dev.gitsync.error.OperatorNeededException;
import dev.gitsync.error.OutcomeUnknownException;
import dev.gitsync.internal.commit.CommitPipeline;
import dev.gitsync.internal.commit.PushCommitter;
import dev.gitsync.internal.commit.Reconciler;
import dev.gitsync.internal.cycle.Cycle;
import dev.gitsync.internal.cycle.ReaderCatchUp;
import dev.gitsync.internal.cycle.SharedCatchUps;
import dev.gitsync.internal.cycle.UnleasedCatchUp;
import dev.gitsync.internal.inspect.LastOutcomes;
import dev.gitsync.internal.inspect.StatusReader;
import dev.gitsync.internal.inspect.Verifier;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.proposal.PushLimits;
import dev.gitsync.internal.pull.Puller;
import dev.gitsync.internal.push.ObjectGate;
import dev.gitsync.internal.push.PushAnswers;
import dev.gitsync.internal.push.PushProcessor;
import dev.gitsync.internal.push.PushRequest;
import dev.gitsync.internal.repair.OldIndex;
import dev.gitsync.internal.repair.Rebuilder;
import dev.gitsync.internal.state.CursorCache;
import dev.gitsync.internal.state.CycleContext;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.state.Fence;
import dev.gitsync.internal.state.LostRaces;
import dev.gitsync.internal.state.PushJournal;
import dev.gitsync.internal.state.RestoreCheck;
import dev.gitsync.internal.work.BudgetSpentException;
import dev.gitsync.internal.work.Pulse;
import dev.gitsync.internal.work.TextMemory;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.lock.Lease;
import dev.gitsync.lock.LockAttempt;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.report.PlanReport;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.RepairReport;
import dev.gitsync.report.SpaceStatus;
import dev.gitsync.report.SyncListener;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.store.SpaceDirectory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.Repository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs pulls, pushes and proofs, each under the lease of its space, and turns every failure into a report. */
public final class SpaceEngine {
    private static final Logger LOG = LoggerFactory.getLogger(SpaceEngine.class);
    /** How long a reader waits at least for another one that catches up. */
    private static final Duration READERS_TURN = Duration.ofMillis(1500);

    private final SpaceDirectory spaces;
    private final RepositoryStore repositories;
    private final SpaceLock lock;
    private final PageFiles files;
    private final SyncListener listener;
    private final GitSyncSettings settings;
    private final TextMemory texts;
    private final LongSupplier nanoTime;
    private final Puller puller;
    private final Rebuilder rebuilder;
    private final Cycle cycle;
    private final ObjectGate gate;
    private final PushProcessor pushes;
    private final SharedCatchUps shared = new SharedCatchUps();
    private final ReaderCatchUp readers;
    private final StatusReader statuses;
    private final Consumer<SpaceId> whenPending;
    private final Executor background;
    private final LastOutcomes outcomes = new LastOutcomes();
    private final Verifier verifier;

    /**
     * Puts the engine together.
     *
     * @param whenPending is told of a space with a push whose pages are still to be written
     */
    public SpaceEngine(EngineParts parts, Consumer<SpaceId> whenPending) {
        this.whenPending = whenPending;
        spaces = parts.spaces();
        repositories = parts.repositories();
        lock = parts.lock();
        files = parts.files();
        background = parts.background();
        listener = parts.listener();
        settings = parts.settings();
        texts = new TextMemory(settings.maxTextBytes());
        nanoTime = parts.nanoTime();
        CursorCache cursors = new CursorCache(parts.files());
        RestoreCheck restores = new RestoreCheck(parts);
        puller = new Puller(parts, cursors, restores);
        PushJournal journal = new PushJournal(parts.store(), parts.files());
        PushCommitter committer = new PushCommitter(parts, journal, cursors, restores);
        CommitPipeline pipeline = new CommitPipeline(parts, committer);
        rebuilder = new Rebuilder(parts);
        Cycle.Steps steps = new Cycle.Steps(journal, puller, new Reconciler(parts, pipeline), rebuilder, shared);
        cycle = new Cycle(parts, steps, space -> tell(space, () -> listener.onStoreRestored(space)));
        readers = new ReaderCatchUp(
                new ReadersLeases(), new UnleasedCatchUp(repositories, steps, () -> budget(Pulse.none())), nanoTime);
        gate = new ObjectGate(PushLimits.of(settings));
        pushes = new PushProcessor(parts, cycle, pipeline);
        statuses = new StatusReader(parts.store(), parts.files());
        verifier = new Verifier(parts.store(), parts.files());
    }

    /** One cycle without waiting for anybody. Never throws. */
    public SyncReport runOnce(SpaceId id) {
        return sync(id, space -> pull(space, Duration.ZERO));
    }

    /** Brings {@code main} up to the wiki, waiting for the lease only if there is something to do. Never throws. */
    public SyncReport catchUp(SpaceId id) {
        return sync(id, this::serveReader);
    }

    /** The same for a space that is known to take part. Never throws. */
    public SyncReport catchUp(Space space) {
        return sync(space.id(), () -> Optional.of(space), this::serveReader);
    }

    /** The same without waiting for anybody: one query and no lease if there is nothing to do. Never throws. */
    public SyncReport poll(SpaceId id) {
        return sync(id, this::pollOnce);
    }

    private SyncReport serveReader(Space space) throws IOException {
        try (SharedCatchUps.Reader reader = shared.arrive(space.id())) {
            Optional<SyncReport> upToDate = upToDate(space);
            return upToDate.isPresent() ? upToDate.get() : serveReader(space, reader);
        }
    }

    private SyncReport serveReader(Space space, SharedCatchUps.Reader reader) throws IOException {
        Duration patience = settings.lockWait();
        Optional<SyncReport> report = reader.catchUp(
                patience.compareTo(READERS_TURN) < 0 ? READERS_TURN : patience,
                (left, hasWaited) ->
                        hasWaited ? serveLaterReader(space, reader, left) : readers.run(space, reader, patience));
        return report.orElseGet(() -> new SyncReport.Skipped(space.id(), SyncReport.Reason.IN_PROGRESS));
    }

    /** What another reader brought in may be all that there is. */
    private SyncReport serveLaterReader(Space space, SharedCatchUps.Reader reader, Duration left) throws IOException {
        long number = shared.begin();
        Optional<SyncReport> upToDate = upToDate(space);
        upToDate.ifPresent(report -> shared.end(number, report));
        return upToDate.isPresent() ? upToDate.get() : readers.run(space, reader, min(left, settings.lockWait()));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private SyncReport pollOnce(Space space) throws IOException {
        Optional<SyncReport> upToDate = upToDate(space);
        return upToDate.isPresent() ? upToDate.get() : pull(space, Duration.ZERO);
    }

    private Optional<SyncReport> upToDate(Space space) throws IOException {
        try (Repository repository = repositories.open(space)) {
            return puller.upToDate(space, repository).map(refs -> new SyncReport.UpToDate(space.id(), refs.mainName()));
        }
    }

    /** Takes a push. Never throws. */
    public PushResult ingest(PushRequest push) {
        return ingest(push, Pulse.none());
    }

    /** Takes a push while {@code pulse} is told that it goes on, and asked whether anyone still waits. Never throws. */
    public PushResult ingest(PushRequest push, Pulse pulse) {
        Space space = push.space();
        PushResult result;
        try {
            Optional<PushResult> refusal = spaces.find(space.id()).isEmpty()
                    ? Optional.of(PushAnswers.disabled())
                    : gate.refusal(push, budget(pulse));
            result = refusal.isPresent()
                    ? refusal.get()
                    : LostRaces.retry(
                            space,
                            () -> underLease(
                                    space,
                                    settings.lockWait(),
                                    pulse,
                                    fence -> pushes.ingest(push, fence),
                                    busy -> PushAnswers.busy()),
                            PushAnswers::overtaken);
        } catch (BudgetSpentException e) {
            LOG.info(
                    "Space {}: push {} was refused: {}",
                    space.id(),
                    push.proposal().newTip().name(),
                    e.getMessage());
            result = PushAnswers.tooMuchWork(e);
        } catch (OutcomeUnknownException e) {
            LOG.warn(
                    "Space {}: push {} may be in or not",
                    space.id(),
                    push.proposal().newTip().name(),
                    e);
            result = PushAnswers.unknown();
        } catch (IOException | RuntimeException | Error e) {
            LOG.error(
                    "Space {}: push {} failed",
                    space.id(),
                    push.proposal().newTip().name(),
                    e);
            result = failed(space.id(), e).isTransient() ? PushAnswers.unavailable() : PushAnswers.failed();
        }
        if (result instanceof PushResult.Accepted accepted && accepted.isPending()) {
            whenPending.accept(space.id());
        }
        pushed(new PushAttempt(space, push.pusher(), push.proposal()), result);
        return result;
    }

    /** Notes and tells how a push ended, also one that others refused. */
    public void pushed(PushAttempt attempt, PushResult result) {
        outcomes.pushed(attempt.space().id(), result);
        tell(attempt.space(), () -> listener.onPush(attempt, result));
    }

    /** Proves that {@code main} is the wiki. Never throws. */
    public VerifyReport verify(SpaceId id) {
        VerifyReport[] proof = new VerifyReport[1];
        SyncReport report = sync(id, space -> {
            try (Repository repository = repositories.open(space)) {
                return underLease(
                        space,
                        settings.lockWait(),
                        fence -> {
                            SyncReport pulled = cycle.run(new CycleContext(space, repository, fence))
                                    .report();
                            proof[0] = verifier.verify(space, repository, fence.budget());
                            return pulled;
                        },
                        busy -> skipped(space, busy));
            }
        });
        return proof[0] == null ? new VerifyReport.NotRun(report) : proof[0];
    }

    /**
     * Writes the index of a space anew if the proof finds a difference, or can't be made. Never throws.
     */
    public RepairReport repair(SpaceId id) {
        VerifyReport before = verify(id);
        if (before.isClean() || isNotRunnable(before)) {
            return new RepairReport(before, false, before);
        }
        SyncReport report = sync(id, space -> {
            try (Repository repository = repositories.open(space)) {
                return underLease(
                        space,
                        settings.lockWait(),
                        fence -> {
                            OldIndex.read(
                                    repository,
                                    files,
                                    old -> rebuilder.rebuild(new CycleContext(space, repository, fence), old));
                            return cycle.run(new CycleContext(space, repository, fence))
                                    .report();
                        },
                        busy -> skipped(space, busy));
            }
        });
        return report.isCaughtUp()
                ? new RepairReport(before, true, verify(id))
                : new RepairReport(before, false, new VerifyReport.NotRun(report));
    }

    /** Whether there is nothing to repair, because the space does not take part or somebody else is at work on it. */
    private static boolean isNotRunnable(VerifyReport report) {
        return report instanceof VerifyReport.NotRun notRun && notRun.because() instanceof SyncReport.Skipped;
    }

    /** What the next cycle would do. Takes no lease and changes nothing. Never throws. */
    public PlanReport plan(SpaceId id) {
        try {
            Optional<Space> space = spaces.find(id);
            if (space.isEmpty()) {
                return new PlanReport.NotPlanned(new SyncReport.Skipped(id, SyncReport.Reason.DISABLED));
            }
            try (Repository repository = repositories.open(space.get())) {
                return statuses.plan(space.get(), repository);
            }
        } catch (IOException | RuntimeException | Error e) {
            LOG.error("Space {}: could not be planned", id, e);
            return new PlanReport.NotPlanned(failed(id, e));
        }
    }

    /** Where the space stands; empty when it does not take part. */
    public Optional<SpaceStatus> status(SpaceId id) throws IOException {
        Optional<Space> space = spaces.find(id);
        if (space.isEmpty()) {
            return Optional.empty();
        }
        try (Repository repository = repositories.open(space.get())) {
            Optional<Instant> waitingSince = puller.waitingSince(space.get(), repository);
            boolean isBehind = waitingSince.isPresent()
                    || puller.upToDate(space.get(), repository).isEmpty();
            return Optional.of(statuses.status(
                    space.get(), repository, isBehind, waitingSince, lock.holder(space.get()), outcomes));
        }
    }

    private static SyncReport.Failed failed(SpaceId id, Throwable e) {
        return new SyncReport.Failed(id, "The cycle of space " + id + " failed: " + e.getMessage(), e);
    }

    private SyncReport sync(SpaceId id, Work<Space, SyncReport> work) {
        return sync(id, () -> spaces.find(id), work);
    }

    private SyncReport sync(SpaceId id, Supplier<Optional<Space>> finder, Work<Space, SyncReport> work) {
        Optional<Space> found = Optional.empty();
        SyncReport report;
        try {
            found = finder.get();
            report = found.isEmpty() ? new SyncReport.Skipped(id, SyncReport.Reason.DISABLED) : run(found.get(), work);
        } catch (BudgetSpentException e) {
            LOG.warn("Space {}: {}; what it brought in is saved, and the next cycle goes on", id, e.getMessage());
            report = failed(id, e);
        } catch (OperatorNeededException e) {
            LOG.error("Space {}: the cycle waits for an operator: {}", id, e.getMessage());
            report = failed(id, e);
        } catch (IOException | RuntimeException | Error e) {
            LOG.error("Space {}: the cycle failed", id, e);
            report = failed(id, e);
        }
        SyncReport told = report;
        found.ifPresentOrElse(space -> outcomes.synced(space.id(), told), () -> outcomes.forget(id));
        found.ifPresent(space -> tell(space, () -> listener.onSync(space, told)));
        return report;
    }

    private static SyncReport run(Space space, Work<Space, SyncReport> work) throws IOException {
        return LostRaces.retry(
                space, () -> work.on(space), () -> new SyncReport.Skipped(space.id(), SyncReport.Reason.LOCK_HELD));
    }

    private SyncReport pull(Space space, Duration patience) throws IOException {
        return underLease(space, patience, fence -> pull(space, fence), busy -> skipped(space, busy));
    }

    private SyncReport pull(Space space, Fence fence) throws IOException {
        try (Repository repository = repositories.open(space)) {
            return cycle.run(new CycleContext(space, repository, fence)).report();
        }
    }

    /** What a reader asks for. */
    private final class ReadersLeases implements ReaderCatchUp.Leases {
        @Override
        public LockAttempt acquire(Space space, Duration patience) throws IOException {
            return SpaceEngine.this.acquire(space, patience);
        }

        @Override
        public SyncReport pull(Space space, LockAttempt.Acquired lease) throws IOException {
            return underLease(space, lease, Pulse.none(), fence -> SpaceEngine.this.pull(space, fence));
        }

        @Override
        public SyncReport pull(Space space, Duration patience) throws IOException {
            return SpaceEngine.this.pull(space, patience);
        }
    }

    private static SyncReport skipped(Space space, LockAttempt.Busy busy) {
        return new SyncReport.Skipped(
                space.id(),
                busy.holder() == LockAttempt.Holder.THIS_PROCESS
                        ? SyncReport.Reason.IN_PROGRESS
                        : SyncReport.Reason.LOCK_HELD);
    }

    private WorkBudget budget(Pulse pulse) {
        return WorkBudget.of(
                new WorkBudget.Limits(settings.cycleSteps(), settings.cycleDeadline(), texts), nanoTime, pulse);
    }

    private <T> T underLease(
            Space space, Duration patience, Work<Fence, T> work, Function<LockAttempt.Busy, T> otherwise)
            throws IOException {
        return underLease(space, patience, Pulse.none(), work, otherwise);
    }

    private <T> T underLease(
            Space space, Duration patience, Pulse pulse, Work<Fence, T> work, Function<LockAttempt.Busy, T> otherwise)
            throws IOException {
        LockAttempt attempt = acquire(space, patience, pulse);
        return attempt instanceof LockAttempt.Acquired acquired
                ? underLease(space, acquired, pulse, work)
                : otherwise.apply((LockAttempt.Busy) attempt);
    }

    private LockAttempt acquire(Space space, Duration patience, Pulse pulse) throws InterruptedIOException {
        if (pulse == Pulse.none()) {
            return acquire(space, patience);
        }
        WaitTeller teller = WaitTeller.start(pulse, patience);
        try {
            return acquire(space, patience);
        } finally {
            teller.close();
        }
    }

    private LockAttempt acquire(Space space, Duration patience) throws InterruptedIOException {
        try {
            return lock.acquire(space, patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for the lease on space " + space.id());
        }
    }

    private <T> T underLease(Space space, LockAttempt.Acquired acquired, Pulse pulse, Work<Fence, T> work)
            throws IOException {
        WorkBudget budget = budget(pulse);
        try (Lease lease = CheckedLease.of(space, acquired.lease())) {
            return work.on(new Fence(space, lease, budget));
        } finally {
            budget.releaseTexts();
            guarded(
                    space,
                    () -> repositories
                            .chore(space)
                            .ifPresent(chore -> background.execute(() -> guarded(space, chore))));
        }
    }

    /** What is done after the work must not take its result away. */
    private static void guarded(Space space, Runnable tidying) {
        try {
            tidying.run();
        } catch (RuntimeException | Error e) {
            LOG.warn(
                    "Space {}: its repository could not be tidied up after a write; a later one tries again",
                    space.id(),
                    e);
        }
    }

    private static void tell(Space space, Runnable listening) {
        try {
            listening.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("Space {}: a listener failed", space.id(), e);
        }
    }

    /** Work that may meet an error of the git storage. */
    private interface Work<A, T> {
        T on(A subject) throws IOException;
    }
}
