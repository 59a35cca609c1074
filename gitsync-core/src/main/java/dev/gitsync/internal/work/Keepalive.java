package dev.gitsync.internal.work;

import java.time.Duration;

/** Reports progress to a client while its request runs, and detects that the client has disconnected. Called by the thread that works. */
@FunctionalInterface
public interface Keepalive {
    /** The minimum interval between calls of {@link #report} while units are spent. */
    Duration INTERVAL = Duration.ofSeconds(5);
    /** See {@link #none()}. */
    Keepalive NONE = (activity, elapsed) -> true;

    /**
     * Reports that work continues.
     *
     * @param activity the current activity
     * @param elapsed how long the cycle has been running
     * @return whether the client is still connected; otherwise the work is cancelled
     */
    boolean report(String activity, Duration elapsed);

    /**
     * Returns whether the client is still connected, without output that its user sees. A disconnect may be detected with a
     * delay.
     */
    default boolean isConnected() {
        return true;
    }

    /**
     * Reports that the work waits for the lease before it begins. Called by another thread than the waiting one, never at the same time
     * as {@link #report}.
     *
     * @param elapsed the time waited so far
     * @param patience the maximum waiting time
     */
    default void waiting(Duration elapsed, Duration patience) {}

    /** Returns a keepalive that sends nothing and never cancels. */
    static Keepalive none() {
        return NONE;
    }
}
