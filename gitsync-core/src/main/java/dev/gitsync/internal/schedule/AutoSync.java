package dev.gitsync.internal.schedule;

import dev.gitsync.model.SpaceId;
import dev.gitsync.settings.Schedule;
import org.jspecify.annotations.Nullable;

/** A scheduler that can be started once and closed. Has threads only in between. Safe for use by several threads. */
public final class AutoSync implements AutoCloseable {
    private final SchedulerTasks tasks;
    private final Schedule schedule;
    private volatile @Nullable SchedulerThreads running;
    private boolean closed;

    /** Creates a scheduler that is not started. */
    public AutoSync(SchedulerTasks tasks, Schedule schedule) {
        this.tasks = tasks;
        this.schedule = schedule;
    }

    /**
     * Starts the scheduler. Idempotent.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    public synchronized void start() {
        if (closed) {
            throw new IllegalStateException("GitSync is closed and can't be started again. Build a new instance.");
        }
        if (running == null) {
            SchedulerThreads threads = new SchedulerThreads(tasks, schedule);
            threads.start();
            running = threads;
        }
    }

    /** Requests a cycle of the space. Ignored unless the scheduler runs. Does not block and never throws. */
    public void pageChanged(SpaceId space) {
        SchedulerThreads threads = running;
        if (threads != null) {
            threads.pageChanged(space);
        }
    }

    /** Stops the scheduler and waits until running cycles have ended, or until the limits of the wait have passed. Idempotent. */
    @Override
    public void close() {
        SchedulerThreads threads;
        synchronized (this) {
            closed = true;
            threads = running;
            running = null;
        }
        if (threads != null) {
            threads.close();
        }
    }
}
