package dev.gitsync.internal.schedule;

import dev.gitsync.model.SpaceId;
import dev.gitsync.settings.Schedule;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * Decides which space is synced next. Holds only spaces that are due, running or in back-off. The space that has been ready for the
 * longest time comes first, and a space whose cycle ends goes to the back of the queue, so that no space starves. Times are nanoseconds on
 * the scheduler's clock and never decrease. Not safe for use by several threads.
 */
final class SpaceQueue {
    /** The result of {@link #readyAt} when no space becomes ready by time alone. */
    static final long NEVER = QueueEntry.NEVER;

    private static final long SHORTEST_BUSY_PAUSE = 100_000_000L;

    private final Map<SpaceId, QueueEntry> entries = new HashMap<>();
    private final TreeSet<QueueEntry> line =
            new TreeSet<>(Comparator.comparingLong(QueueEntry::readyAt).thenComparingLong(entry -> entry.number));
    private final Backoff backoff;
    private final long debounce;
    private final long longestDebounce;
    private final int parallelism;
    private int running;
    private long numbers;

    SpaceQueue(Schedule schedule, DoubleSupplier random) {
        backoff = new Backoff(schedule, random);
        debounce = schedule.debounce().toNanos();
        longestDebounce = schedule.longestDebounce().toNanos();
        parallelism = schedule.parallelism();
    }

    /** Marks the listed spaces as due and drops all others that only a poll had requested. */
    void poll(List<SpaceId> enabled, long now) {
        Set<SpaceId> kept = new HashSet<>(enabled);
        for (Iterator<QueueEntry> all = entries.values().iterator(); all.hasNext(); ) {
            QueueEntry entry = all.next();
            if (entry.isPollOnly() && !kept.contains(entry.space)) {
                line.remove(entry);
                all.remove();
            }
        }
        enabled.forEach(space -> change(space, entry -> entry.poll(now)));
    }

    /** Records a change in a space. */
    void changed(SpaceId space, long now) {
        change(space, entry -> entry.event(now, debounce, longestDebounce));
    }

    /** Takes the next space that is ready; empty if there is none or as many run as the schedule allows. */
    Optional<SpaceId> take(long now) {
        if (readyAt() > now) {
            return Optional.empty();
        }
        SpaceId space = line.first().space;
        change(space, QueueEntry::begin);
        running++;
        return Optional.of(space);
    }

    /** Records that the cycle of a space that was taken ended. */
    void ended(SpaceId space, CycleOutcome outcome, long now) {
        running--;
        change(space, entry -> {
            switch (outcome) {
                case IDLE -> entry.recordSuccess(now);
                case BUSY -> entry.busy(now, Math.max(debounce, SHORTEST_BUSY_PAUSE));
                case FAILED -> entry.fail(now, backoff);
            }
        });
    }

    /** Returns the time from which {@link #take} returns a space if nothing else happens, or {@link #NEVER}. */
    long readyAt() {
        return line.isEmpty() || running >= parallelism ? NEVER : line.first().readyAt();
    }

    /** Returns how many spaces the queue holds. */
    int size() {
        return entries.size();
    }

    private void change(SpaceId space, Consumer<QueueEntry> how) {
        QueueEntry entry = entries.computeIfAbsent(space, QueueEntry::new);
        line.remove(entry);
        long before = entry.readyAt();
        how.accept(entry);
        if (entry.readyAt() != before) {
            entry.number = numbers++;
        }
        if (entry.isBlank()) {
            entries.remove(space);
        } else if (entry.readyAt() != NEVER) {
            line.add(entry);
        }
    }
}
