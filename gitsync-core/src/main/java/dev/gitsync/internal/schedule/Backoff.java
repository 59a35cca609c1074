package dev.gitsync.internal.schedule;

import dev.gitsync.settings.Schedule;
import java.util.function.DoubleSupplier;

/**
 * How long to leave a space alone that fails: the first pause, doubled for each further failure in a row up to the longest
 * one, less a random part of up to half of it.
 */
final class Backoff {
    private final long first;
    private final long longest;
    private final DoubleSupplier random;

    /** Draws from {@code random}, which answers in {@code [0, 1)}. */
    Backoff(Schedule schedule, DoubleSupplier random) {
        this.first = schedule.firstBackOff().toNanos();
        this.longest = schedule.longestBackOff().toNanos();
        this.random = random;
    }

    /** The pause after so many failures in a row, 1 or more, in nanoseconds. */
    long nanos(int failures) {
        long pause = first;
        for (int i = 1; i < failures && pause < longest; i++) {
            pause *= 2;
        }
        pause = Math.min(pause, longest);
        return pause - (long) (pause / 2.0 * random.getAsDouble());
    }
}
