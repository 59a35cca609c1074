package dev.gitsync.internal.server.concurrency;

import java.time.Duration;

/** Is notified by the waiting thread while it waits: after {@link #FIRST}, then every {@link #EVERY}. */
@FunctionalInterface
public interface WaitListener {
    /** The time until the first notification. */
    Duration FIRST = Duration.ofSeconds(1);
    /** The time between later notifications. */
    Duration EVERY = Duration.ofSeconds(5);

    /** Returns whether to continue after waiting for {@code waited}. */
    boolean shouldContinue(Duration waited);
}
