package dev.gitsync;

import java.util.function.LongSupplier;

/** Lets a test say what the time is for an engine. */
public final class Clocks {
    private Clocks() {}

    /** Hands a monotonic clock to the engine that is built. */
    public static GitSyncBuilder of(GitSyncBuilder builder, LongSupplier nanoTime) {
        return builder.nanoTime(nanoTime);
    }
}
