package dev.gitsync.internal.schedule;

import dev.gitsync.model.Space;
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
 * Tidies up the repositories of all spaces where it is worth it, one after the other, again and again, on one daemon thread.
 * A space that fails is logged and stops no other. Has no thread before it is started and after it is closed. Safe for use
 * by several threads.
 */
public final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final SpaceDirectory spaces;
    private final RepositoryStore repositories;
    private final Duration interval;
    private final Duration closeWait;
    private @Nullable ScheduledExecutorService rounds;
    private boolean closed;

    /** Does nothing yet. */
    public Housekeeping(SpaceDirectory spaces, RepositoryStore repositories, Schedule schedule) {
        this.spaces = spaces;
        this.repositories = repositories;
        this.interval = schedule.maintenanceInterval();
        this.closeWait = schedule.closeWait();
    }

    /** Begins, with the first round after one interval; does nothing if it has begun, or if the interval is zero. */
    public synchronized void start() {
        if (rounds != null || closed || interval.isZero()) {
            return;
        }
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread daemon = new Thread(work, "gitsync-maintenance");
            daemon.setDaemon(true);
            return daemon;
        });
        var unused = thread.scheduleWithFixedDelay(
                this::round, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
        rounds = thread;
    }

    private void round() {
        try {
            for (Space space : spaces.enabled()) {
                tidyUp(space);
            }
        } catch (RuntimeException | Error e) {
            LOG.warn("The repositories could not all be tidied up", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tidyUp(Space space) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try {
            if (repositories.needsMaintenance(space)) {
                long begin = System.nanoTime();
                boolean isDone = repositories.maintain(space);
                LOG.info(
                        "Space {}: {} its repository in {} ms",
                        space.id(),
                        isDone ? "tidied up" : "could not yet tidy up",
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
            }
        } catch (RuntimeException | Error e) {
            LOG.warn("Space {}: its repository could not be tidied up; the next round tries again", space.id(), e);
        }
    }

    /** Interrupts what runs and waits for its end. Does nothing the second time. */
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
                LOG.error("Maintenance still runs {} after it was interrupted", closeWait);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
