package dev.gitsync.internal.schedule;

import dev.gitsync.internal.step.StepRecorder;
import dev.gitsync.model.Space;
import dev.gitsync.report.StepObserver;
import dev.gitsync.report.StepObserver.Step;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.settings.Schedule;
import dev.gitsync.store.SpaceDirectory;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs periodic maintenance of all repositories that need it, one after the other, on one daemon thread. The failure of one space is
 * logged and does not affect the others. Has a thread only between {@link #start} and {@link #close}. Safe for use by several threads.
 */
public final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final SpaceDirectory spaces;
    private final RepositoryStore repositories;
    private final Runnable cleanup;
    private final StepRecorder steps;
    private final Duration interval;
    private final Duration closeWait;
    private @Nullable ScheduledExecutorService rounds;
    private boolean closed;

    /**
     * What is maintained.
     *
     * @param repositories the repositories of {@code spaces}
     * @param cleanup run before each round; its failure is logged
     * @param steps receives each maintenance of a repository
     */
    public record Tasks(SpaceDirectory spaces, RepositoryStore repositories, Runnable cleanup, StepRecorder steps) {}

    /** Creates a maintenance task that is not started. */
    public Housekeeping(Tasks tasks, Schedule schedule) {
        this.spaces = tasks.spaces();
        this.repositories = tasks.repositories();
        this.cleanup = tasks.cleanup();
        this.steps = tasks.steps();
        this.interval = schedule.maintenanceInterval();
        this.closeWait = schedule.closeWait();
    }

    /** Starts maintenance, with the first run after one interval. Idempotent. An interval of zero switches it off. */
    public synchronized void start() {
        if (rounds != null || closed || interval.isZero()) {
            return;
        }
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, "gitsync-maintenance");
            daemon.setDaemon(true);
            return daemon;
        });
        var unused = thread.scheduleWithFixedDelay(
                this::maintainAll, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
        rounds = thread;
    }

    private void maintainAll() {
        cleanUp();
        try {
            for (Space space : spaces.enabled()) {
                maintain(space);
            }
        } catch (RuntimeException | Error e) {
            LOG.warn("Maintenance stopped before it reached all repositories; the next run retries", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void cleanUp() {
        try {
            cleanup.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("Could not remove the repositories that are no longer needed; the next run retries", e);
        }
    }

    /** Maintains the repository of a space, whether or not it needs maintenance; returns whether that was done. */
    public boolean maintainNow(Space space) throws InterruptedException {
        return maintain(space, "requested");
    }

    private boolean maintain(Space space, String kind) throws InterruptedException {
        return steps.run(
                () -> new Step(StepObserver.Type.MAINTENANCE, kind, space.id()),
                () -> repositories.maintain(space),
                isDone -> isDone ? "done" : "postponed");
    }

    private void maintain(Space space) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try {
            if (repositories.needsMaintenance(space)) {
                long begin = System.nanoTime();
                boolean isDone = maintain(space, "scheduled");
                LOG.info(
                        "Space {}: maintenance of its repository {} after {} ms",
                        space.id(),
                        isDone ? "finished" : "was postponed",
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
            }
        } catch (RuntimeException | Error e) {
            LOG.warn("Space {}: maintenance of its repository failed; the next run retries", space.id(), e);
        }
    }

    /** Interrupts a running maintenance and waits for its end. Idempotent. */
    @Override
    public void close() {
        ScheduledExecutorService thread;
        synchronized (this) {
            closed = true;
            thread = rounds;
            rounds = null;
        }
        if (thread == null) {
            return;
        }
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(closeWait.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.error("Maintenance still ran {} after it was interrupted", closeWait);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
