package dev.gitsync.servlet.internal.concurrency;

import java.time.Duration;

/** Is told, by the thread that waits, that a wait goes on: after {@link #FIRST}, and then every {@link #EVERY}. */
@FunctionalInterface
public interface WaitListener {
    /** When it is told for the first time. */
    Duration FIRST = Duration.ofSeconds(1);
    /** How often it is told after that. */
    Duration EVERY = Duration.ofSeconds(5);

    /** Answers whether to go on after so long a wait. */
    boolean shouldContinue(Duration waited);
}
