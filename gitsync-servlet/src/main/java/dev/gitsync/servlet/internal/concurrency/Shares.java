package dev.gitsync.servlet.internal.concurrency;

import java.time.Duration;

/**
 * How permits are shared.
 *
 * @param total permits at a time
 * @param perUser permits of one user at a time
 * @param perSpace permits of one space at a time
 * @param waitingPerUser requests of one user that may wait in line
 * @param patience how long a request waits in line
 */
public record Shares(int total, int perUser, int perSpace, int waitingPerUser, Duration patience) {
    /** Permits that a request gets at once or not at all. */
    public static Shares withoutWaiting(int total, int perUser) {
        return new Shares(total, perUser, total, 0, Duration.ZERO);
    }
}
