package dev.gitsync.internal.schedule;

import dev.gitsync.model.SpaceId;
import dev.gitsync.settings.Schedule;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link Scheduler} on daemon threads: one timer thread, and one thread for each running job. Idle job threads end after a
 * minute.
 */
final class SchedulerThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchedulerThreads.class);
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(5);
    private static final long AFTER_TROUBLE = TimeUnit.SECONDS.toNanos(1);

    private final Scheduler scheduler;
    private final ExecutorService jobs;
    private final Thread timer;
    private final Duration closeWait;
    private volatile boolean closed;
    private volatile boolean isWoken;

    SchedulerThreads(SchedulerTasks tasks, Schedule schedule) {
        closeWait = schedule.closeWait();
        jobs = Executors.newCachedThreadPool(daemons());
        timer = daemon(this::watch, "gitsync-timer");
        scheduler = new Scheduler(
                tasks,
                schedule,
                new SchedulerEnvironment(
                        System::nanoTime, () -> ThreadLocalRandom.current().nextDouble(), jobs, this::wake));
    }

    void start() {
        timer.start();
    }

    void pageChanged(SpaceId space) {
        scheduler.pageChanged(space);
    }

    /** Stops the scheduler, waits for running jobs, then interrupts them. An interrupt of the caller ends the wait and is restored. */
    @Override
    public void close() {
        closed = true;
        scheduler.close();
        wake();
        jobs.shutdown();
        try {
            timer.join(closeWait.toMillis() + 1);
            if (!ends(closeWait)) {
                LOG.warn("Cycles still ran {} after close and are interrupted", closeWait);
                jobs.shutdownNow();
                if (!ends(AFTER_INTERRUPT)) {
                    LOG.error("Cycles still ran {} after they were interrupted", AFTER_INTERRUPT);
                }
            }
        } catch (InterruptedException e) {
            jobs.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private boolean ends(Duration patience) throws InterruptedException {
        return jobs.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Has the timer dispatch again. The flag is needed because a lock that the timer waits for can use up the permit of {@code unpark}. */
    private void wake() {
        isWoken = true;
        LockSupport.unpark(timer);
    }

    private void watch() {
        while (!closed) {
            isWoken = false;
            long pause = dispatch();
            if (pause > 0 && !isWoken && !closed) {
                LockSupport.parkNanos(this, pause);
            }
        }
    }

    private long dispatch() {
        try {
            return scheduler.dispatch();
        } catch (RuntimeException | Error e) {
            LOG.error("The scheduler met an error and goes on", e);
            return AFTER_TROUBLE;
        }
    }

    private static ThreadFactory daemons() {
        AtomicInteger number = new AtomicInteger();
        return job -> daemon(job, "gitsync-job-" + number.incrementAndGet());
    }

    private static Thread daemon(Runnable job, String name) {
        Thread thread = new Thread(job, name);
        thread.setDaemon(true);
        return thread;
    }
}
