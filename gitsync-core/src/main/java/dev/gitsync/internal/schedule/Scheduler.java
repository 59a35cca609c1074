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
 * Decides what runs when, and hands it to an executor; has no thread of its own.
 *
 * <ol>
 *   <li>{@link #dispatch()} is called when the time that it answered last time is over, and whenever it is woken.
 *   <li>When a poll is due, it is handed out. It asks once for all spaces and once for their marks, and queues those that
 *       are not {@link Settled}.
 *   <li>Spaces that are due are handed out, as many at a time as the schedule allows.
 *   <li>The end of a cycle goes back into the {@link SpaceQueue}, which settles when the space comes next.
 * </ol>
 *
 * Nothing that the directory or a cycle throws gets out. Safe for use by several threads; none of them waits for a cycle.
 */
final class Scheduler {
    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);

    private final Work work;
    private final Surroundings surroundings;
    private final long pollInterval;
    private final long origin;
    private final SpaceQueue queue;
    private final Settled settled = new Settled();
    private boolean polling;
    private long nextPoll;
    private boolean closed;

    Scheduler(Work work, Schedule schedule, Surroundings surroundings) {
        this.work = work;
        this.surroundings = surroundings;
        this.pollInterval = schedule.pollInterval().toNanos();
        this.origin = surroundings.nanoTime().getAsLong();
        this.queue = new SpaceQueue(schedule, surroundings.random());
    }

    /** Something changed in the space. */
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
            surroundings.wake().run();
        }
    }

    /** Hands out everything that is due and answers after how many nanoseconds it wants to be called again. */
    long dispatch() {
        handOut();
        return pause();
    }

    /** Hands nothing out any more. Does nothing the second time. */
    synchronized void close() {
        closed = true;
    }

    private void handOut() {
        if (takePoll()) {
            execute(this::poll, this::pollEnded);
        }
        for (SpaceId space : takeSpaces()) {
            execute(() -> runCycle(space), () -> ended(space, Outcome.FAILED));
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
            settled.began(next.get());
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
            surroundings.executor().execute(job);
        } catch (RuntimeException | Error e) {
            ifRefused.run();
            if (!isClosed()) {
                LOG.error("No thread for a cycle; it is tried again", e);
            }
        }
    }

    private void poll() {
        try {
            List<Space> spaces = isClosed() ? List.of() : work.spaces().enabled();
            Map<SpaceId, String> marks =
                    spaces.isEmpty() ? Map.of() : work.marks().apply(spaces);
            synchronized (this) {
                queue.poll(settled.candidates(spaces, marks), now());
            }
        } catch (RuntimeException | Error e) {
            LOG.warn("The spaces can't be listed; the next poll asks again", e);
        } finally {
            pollEnded();
        }
    }

    private void pollEnded() {
        synchronized (this) {
            polling = false;
            nextPoll = now() + pollInterval;
        }
        surroundings.wake().run();
    }

    private void runCycle(SpaceId space) {
        Outcome outcome = Outcome.FAILED;
        try {
            outcome = isClosed() ? Outcome.SETTLED : Outcome.of(work.cycle().apply(space));
        } catch (RuntimeException | Error e) {
            LOG.error("Space {}: the cycle broke off", space, e);
        } finally {
            ended(space, outcome);
        }
    }

    private void ended(SpaceId space, Outcome outcome) {
        synchronized (this) {
            settled.ended(space, outcome);
            queue.ended(space, outcome, now());
        }
        surroundings.wake().run();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private long now() {
        return surroundings.nanoTime().getAsLong() - origin;
    }
}
