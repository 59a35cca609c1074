package dev.gitsync.internal.mirror.remote.wire;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The moment at which a run must have ended. Immutable. */
public final class Deadline {
    private final Duration time;
    private final long end;

    private Deadline(Duration time) {
        this.time = time;
        this.end = System.nanoTime() + time.toNanos();
    }

    /** Returns a deadline that much later than now. */
    public static Deadline after(Duration time) {
        return new Deadline(time);
    }

    /** Returns how much time was given. */
    Duration time() {
        return time;
    }

    /** Returns how many milliseconds are left: zero or less when it has passed. */
    long millisLeft() {
        return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
}
