package dev.gitsync.internal.schedule;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.settings.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when polls and cycles run and submits them to an executor. Has no thread of its own.
 *
 * <ol>
 *   <li>The timer thread calls {@link #dispatch()} after the delay that the last call returned, and whenever it is woken.
 *   <li>A poll that is due is submitted. It lists all spaces and reads their version tokens, one call each, and queues the spaces that
 *       {@link IdleSpaces} does not exclude.
 *   <li>Cycles of spaces that are due are submitted, up to the parallelism of the schedule.
 *   <li>The outcome of each cycle goes to the {@link SpaceQueue}, which decides when the space is due again.
 * </ol>
 *
 * Exceptions of the directory and of cycles are logged and not passed on. Safe for use by several threads; no method waits for a cycle.
 */
final class Scheduler {
    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);

    private final SchedulerTasks tasks;
    private final SchedulerEnvironment environment;
    private final long pollInterval;
    private final long origin;
    private final SpaceQueue queue;
    private final IdleSpaces idle = new IdleSpaces();
    private boolean polling;
    private long nextPoll;
    private boolean closed;

    Scheduler(SchedulerTasks tasks, Schedule schedule, SchedulerEnvironment environment) {
        this.tasks = tasks;
        this.environment = environment;
        this.pollInterval = schedule.pollInterval().toNanos();
        this.origin = environment.nanoTime().getAsLong();
        this.queue = new SpaceQueue(schedule, environment.random());
    }

    /** Records a change in a space. */
    void pageChanged(SpaceId space) {
        boolean sooner;
        synchronized (this) {
            if (closed) {
                return;
            }
            long before = queue.readyAt();
            queue.changed(space, now());
            sooner = queue.readyAt() < before;
        }
        if (sooner) {
            environment.wake().run();
        }
    }

    /** Submits everything that is due and returns the delay in nanoseconds until the next call. */
    long dispatch() {
        submitDue();
        return pause();
    }

    /** Stops submitting. Idempotent. */
    synchronized void close() {
        closed = true;
    }

    private void submitDue() {
        if (takePoll()) {
            execute(this::poll, this::pollEnded);
        }
        for (SpaceId space : takeSpaces()) {
            execute(() -> runCycle(space), () -> ended(space, CycleOutcome.FAILED));
        }
    }

    private synchronized boolean takePoll() {
        if (closed || polling || nextPoll > now()) {
            return false;
        }
        polling = true;
        return true;
    }

    private synchronized List<SpaceId> takeSpaces() {
        List<SpaceId> due = new ArrayList<>();
        Optional<SpaceId> next = take();
        while (next.isPresent()) {
            idle.began(next.get());
            due.add(next.get());
            next = take();
        }
        return due;
    }

    private Optional<SpaceId> take() {
        return closed ? Optional.empty() : queue.take(now());
    }

    private synchronized long pause() {
        if (closed) {
            return SpaceQueue.NEVER;
        }
        long next = Math.min(polling ? SpaceQueue.NEVER : nextPoll, queue.readyAt());
        return Math.max(0, next - now());
    }

    private void execute(Runnable job, Runnable ifRefused) {
        try {
            environment.executor().execute(job);
        } catch (RuntimeException | Error e) {
            ifRefused.run();
            if (!isClosed()) {
                LOG.error("The executor rejected a cycle; the scheduler retries it", e);
            }
        }
    }

    private void poll() {
        try {
            List<Space> spaces = isClosed() ? List.of() : tasks.spaces().enabled();
            Map<SpaceId, String> versionTokens =
                    spaces.isEmpty() ? Map.of() : tasks.versionTokens().apply(spaces);
            synchronized (this) {
                queue.poll(idle.candidates(spaces, versionTokens), now());
            }
        } catch (RuntimeException | Error e) {
            LOG.warn("Could not list the spaces; the next poll retries", e);
        } finally {
            pollEnded();
        }
    }

    private void pollEnded() {
        synchronized (this) {
            polling = false;
            nextPoll = now() + pollInterval;
        }
        environment.wake().run();
    }

    private void runCycle(SpaceId space) {
        CycleOutcome outcome = CycleOutcome.FAILED;
        try {
            outcome = isClosed()
                    ? CycleOutcome.IDLE
                    : CycleOutcome.of(tasks.cycle().apply(space));
        } catch (RuntimeException | Error e) {
            LOG.error("Space {}: the cycle ended with an unexpected exception", space, e);
        } finally {
            ended(space, outcome);
        }
    }

    private void ended(SpaceId space, CycleOutcome outcome) {
        synchronized (this) {
            idle.ended(space, outcome);
            queue.ended(space, outcome, now());
        }
        environment.wake().run();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private long now() {
        return environment.nanoTime().getAsLong() - origin;
    }
}
