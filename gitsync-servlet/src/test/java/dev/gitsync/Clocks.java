package dev.gitsync;

import java.util.function.LongSupplier;

/** Lets a test say how long cycles have been at work. */
public final class Clocks {
    private Clocks() {}

    /** Hands a monotonic clock to the engine that is built. */
    public static GitSyncBuilder of(GitSyncBuilder builder, LongSupplier nanoTime) {
        return builder.nanoTime(nanoTime);
    }
}
