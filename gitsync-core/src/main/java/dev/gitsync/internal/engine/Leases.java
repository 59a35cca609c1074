package dev.gitsync.internal.engine;

import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.state.Fence;
import dev.gitsync.internal.step.StepRecorder;
import dev.gitsync.internal.work.Keepalive;
import dev.gitsync.internal.work.PlanMemory;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.lock.Lease;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.model.Space;
import dev.gitsync.report.StepObserver;
import dev.gitsync.report.StepObserver.Step;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work under the lease of a space, with its own budget, and schedules compaction of the repository after it. Safe
 * for use by several threads.
 */
final class Leases {
    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    private final SpaceLock lock;
    private final RepositoryStore repositories;
    private final Executor background;
    private final StepRecorder steps;
    private final GitSyncSettings settings;
    private final LongSupplier nanoTime;
    private final PlanMemory texts;

    Leases(EngineParts parts) {
        this.lock = parts.lock();
        this.repositories = parts.repositories();
        this.background = parts.background();
        this.steps = parts.steps();
        this.settings = parts.settings();
        this.nanoTime = parts.nanoTime();
        this.texts = new PlanMemory(settings.cycle().maxTextBytes());
    }

    /** Work under a lease. */
    @FunctionalInterface
    interface Work<T> {
        T run(Fence fence) throws IOException;
    }

    /**
     * The way to wait for a lease.
     *
     * @param patience the longest time to wait
     * @param keepalive is notified of the wait and of the progress of the work
     */
    record Waiting(Duration patience, Keepalive keepalive) {
        /** Returns a wait of up to {@code patience} without notifications. */
        static Waiting silently(Duration patience) {
            return new Waiting(patience, Keepalive.none());
        }
    }

    /** Returns the holder of the lease of a space, as far as it is known. */
    Optional<SpaceLock.Attempt.Holder> holder(Space space) {
        return lock.holder(space);
    }

    /** Returns a budget for one cycle. */
    WorkBudget budget(Keepalive keepalive) {
        return WorkBudget.of(
                new WorkBudget.Limits(
                        settings.cycle().maxSteps(), settings.cycle().deadline(), texts),
                nanoTime,
                keepalive);
    }

    /** Runs {@code work} once the lease is granted, or returns the result of {@code otherwise} if it is not granted in time. */
    <T> T run(Space space, Waiting waiting, Work<T> work, Function<SpaceLock.Attempt, T> otherwise) throws IOException {
        SpaceLock.Attempt attempt = acquire(space, waiting);
        return attempt instanceof SpaceLock.Attempt.Acquired acquired
                ? run(space, acquired, waiting.keepalive(), work)
                : otherwise.apply(attempt);
    }

    /** Runs {@code work} under a newly granted lease, and releases it. */
    <T> T run(Space space, SpaceLock.Attempt.Acquired acquired, Keepalive keepalive, Work<T> work) throws IOException {
        WorkBudget budget = budget(keepalive);
        try (Lease lease = CheckedLease.of(space, acquired.lease())) {
            return work.run(new Fence(space, lease, budget));
        } finally {
            budget.releaseAll();
            compact(space);
        }
    }

    private SpaceLock.Attempt acquire(Space space, Waiting waiting) throws InterruptedIOException {
        if (waiting.keepalive() == Keepalive.none()) {
            return acquire(space, waiting.patience());
        }
        WaitNotifier notifier = WaitNotifier.start(waiting.keepalive(), waiting.patience());
        try {
            return acquire(space, waiting.patience());
        } finally {
            notifier.close();
        }
    }

    /** Requests the lease, and waits for it up to {@code patience}. */
    SpaceLock.Attempt acquire(Space space, Duration patience) throws InterruptedIOException {
        try {
            return lock.acquire(space, patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for the lease on space " + space.id());
        }
    }

    private void compact(Space space) {
        guarded(
                space,
                () -> repositories
                        .pendingCompaction(space)
                        .ifPresent(compaction ->
                                background.execute(() -> guarded(space, () -> compact(space, compaction)))));
    }

    private void compact(Space space, Runnable compaction) {
        steps.run(
                () -> new Step(StepObserver.Type.MAINTENANCE, "compaction", space.id()),
                () -> {
                    compaction.run();
                    return true;
                },
                done -> "done");
    }

    /** Runs a task after the work; its failure must not discard the result of the work. */
    private static void guarded(Space space, Runnable tidying) {
        try {
            tidying.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("Space {}: compaction after a write failed; a later write retries", space.id(), e);
        }
    }
}
