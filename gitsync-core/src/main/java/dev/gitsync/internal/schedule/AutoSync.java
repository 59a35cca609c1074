package dev.gitsync.internal.schedule;

import dev.gitsync.model.SpaceId;
import dev.gitsync.settings.Schedule;
import org.jspecify.annotations.Nullable;

/** A scheduler that can be started and stopped once each. Has no threads before and after. Safe for use by several threads. */
public final class AutoSync implements AutoCloseable {
    private final Work work;
    private final Schedule schedule;
    private volatile @Nullable SchedulerThreads running;
    private boolean closed;

    /** Does nothing yet. */
    public AutoSync(Work work, Schedule schedule) {
        this.work = work;
        this.schedule = schedule;
    }

    /**
     * Begins; does nothing if it has begun.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    public synchronized void start() {
        if (closed) {
            throw new IllegalStateException("GitSync is closed and can't be started again; build another one");
        }
        if (running == null) {
            SchedulerThreads threads = new SchedulerThreads(work, schedule);
            threads.start();
            running = threads;
        }
    }

    /** Asks for a cycle of the space. Does nothing unless it runs. Takes a moment at most, and never throws. */
    public void pageChanged(SpaceId space) {
        SchedulerThreads threads = running;
        if (threads != null) {
            threads.pageChanged(space);
        }
    }

    /** Stops, and answers when no cycle runs any more or nothing can be done about it. Does nothing the second time. */
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
