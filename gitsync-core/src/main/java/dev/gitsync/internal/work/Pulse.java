package dev.gitsync.internal.work;

import java.time.Duration;

/** Is told while work goes on, by the thread that works; so that a client sees progress, and one that is gone is noticed. */
@FunctionalInterface
public interface Pulse {
    /** How often {@link #beat} is called at most, while units are spent. */
    Duration EVERY = Duration.ofSeconds(5);
    /** See {@link #none()}. */
    Pulse NONE = (activity, elapsed) -> true;

    /**
     * Says that work goes on.
     *
     * @param activity what is being done
     * @param elapsed how long the cycle has been at work
     * @return whether anyone still waits for the answer; the work is cancelled otherwise
     */
    boolean beat(String activity, Duration elapsed);

    /**
     * Looks whether anyone still waits for the answer, without a word to the person who does. It may take a moment until a client that
     * has left is known to have left.
     */
    default boolean isAwaited() {
        return true;
    }

    /**
     * Says that the work waits for others before it begins. Called by another thread than the one that waits, never at the same time as
     * {@link #beat}.
     *
     * @param elapsed how long it has waited
     * @param patience how long it waits at most
     */
    default void waiting(Duration elapsed, Duration patience) {}

    /** Returns a pulse that tells no one and never cancels. */
    static Pulse none() {
        return NONE;
    }
}
