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
 * Which space comes next. Remembers only spaces with something to do, something running, or a failure behind them. Whoever
 * has been ready for the longest time comes first, and a space whose cycle ends goes to the back of the line, so that none
 * can starve another. Times are nanoseconds on the scheduler's own time and never fall. Not safe for use by several threads.
 */
final class SpaceQueue {
    /** What {@link #readyAt} answers when no time will make a space ready. */
    static final long NEVER = Turn.NEVER;

    private static final long SHORTEST_BUSY_PAUSE = 100_000_000L;

    private final Map<SpaceId, Turn> turns = new HashMap<>();
    private final TreeSet<Turn> line =
            new TreeSet<>(Comparator.comparingLong(Turn::readyAt).thenComparingLong(turn -> turn.number));
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

    /** These spaces, and no others, take part: each is due, and what the poll alone remembers of any other is dropped. */
    void poll(List<SpaceId> enabled, long now) {
        Set<SpaceId> kept = new HashSet<>(enabled);
        for (Iterator<Turn> all = turns.values().iterator(); all.hasNext(); ) {
            Turn turn = all.next();
            if (turn.isPollOnly() && !kept.contains(turn.space)) {
                line.remove(turn);
                all.remove();
            }
        }
        enabled.forEach(space -> change(space, turn -> turn.poll(now)));
    }

    /** Something changed in the space. */
    void changed(SpaceId space, long now) {
        change(space, turn -> turn.event(now, debounce, longestDebounce));
    }

    /** Takes the space that is to be worked on now, if there is one and not too many are worked on already. */
    Optional<SpaceId> take(long now) {
        if (readyAt() > now) {
            return Optional.empty();
        }
        SpaceId space = line.first().space;
        change(space, Turn::begin);
        running++;
        return Optional.of(space);
    }

    /** The work on a space that was taken ended. */
    void ended(SpaceId space, Outcome outcome, long now) {
        running--;
        change(space, turn -> {
            switch (outcome) {
                case SETTLED -> turn.settle(now);
                case BUSY -> turn.busy(now, Math.max(debounce, SHORTEST_BUSY_PAUSE));
                case FAILED -> turn.fail(now, backoff);
            }
        });
    }

    /** From when on {@link #take} will answer with a space if nothing else happens, or {@link #NEVER}. */
    long readyAt() {
        return line.isEmpty() || running >= parallelism ? NEVER : line.first().readyAt();
    }

    /** How many spaces are remembered. */
    int size() {
        return turns.size();
    }

    private void change(SpaceId space, Consumer<Turn> how) {
        Turn turn = turns.computeIfAbsent(space, Turn::new);
        line.remove(turn);
        long before = turn.readyAt();
        how.accept(turn);
        if (turn.readyAt() != before) {
            turn.number = numbers++;
        }
        if (turn.isBlank()) {
            turns.remove(space);
        } else if (turn.readyAt() != NEVER) {
            line.add(turn);
        }
    }
}
