package dev.gitsync.internal.work;

import java.time.Duration;

/** Is told while work goes on, by the thread that works; so that a client sees progress, and one that is gone is noticed. */
@FunctionalInterface
public interface Keepalive {
    /** How often {@link #report} is called at most, while units are spent. */
    Duration INTERVAL = Duration.ofSeconds(5);
    /** See {@link #none()}. */
    Keepalive NONE = (activity, elapsed) -> true;

    /**
     * Says that work goes on.
     *
     * @param activity what is being done
     * @param elapsed how long the cycle has been at work
     * @return whether anyone still waits for the answer; the work is cancelled otherwise
     */
    boolean report(String activity, Duration elapsed);

    /**
     * Looks whether anyone still waits for the answer, without a word to the person who does. It may take a moment until a client that
     * has left is known to have left.
     */
    default boolean isConnected() {
        return true;
    }

    /**
     * Says that the work waits for others before it begins. Called by another thread than the one that waits, never at the same time as
     * {@link #report}.
     *
     * @param elapsed how long it has waited
     * @param patience how long it waits at most
     */
    default void waiting(Duration elapsed, Duration patience) {}

    /** Returns a keepalive that sends nothing and never cancels. */
    static Keepalive none() {
        return NONE;
    }
}
