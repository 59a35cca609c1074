package dev.gitsync.internal.schedule;

import dev.gitsync.settings.Schedule;
import java.util.function.DoubleSupplier;

/**
 * Exponential back-off with jitter for a space that fails: the first pause, doubled for each consecutive failure up to the longest pause,
 * less a random part of up to half of it.
 */
final class Backoff {
    private final long first;
    private final long longest;
    private final DoubleSupplier random;

    /** Creates a back-off. {@code random} returns values in {@code [0, 1)}. */
    Backoff(Schedule schedule, DoubleSupplier random) {
        this.first = schedule.firstBackOff().toNanos();
        this.longest = schedule.longestBackOff().toNanos();
        this.random = random;
    }

    /** Returns the pause in nanoseconds after {@code failures} consecutive failures, at least 1. */
    long nanos(int failures) {
        long pause = first;
        for (int i = 1; i < failures && pause < longest; i++) {
            pause *= 2;
        }
        pause = Math.min(pause, longest);
        return pause - (long) (pause / 2.0 * random.getAsDouble());
    }
}
