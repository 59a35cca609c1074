package dev.gitsync;

import java.util.function.LongSupplier;

/** Sets the clock of an engine in a test. */
public final class Clocks {
    private Clocks() {}

    /** Sets the monotonic clock of the engine that is built. */
    public static GitSyncBuilder of(GitSyncBuilder builder, LongSupplier nanoTime) {
        return builder.nanoTime(nanoTime);
    }
}
