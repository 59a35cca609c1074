package dev.gitsync.servlet.internal.concurrency;

import java.time.Duration;

/**
 * How permits are shared.
 *
 * @param total permits at a time
 * @param perUser permits of one user at a time
 * @param perSpace permits of one space at a time
 * @param maxWaitingPerUser requests of one user that may wait in line
 * @param maxWait how long a request waits in line
 */
public record ConcurrencyLimits(int total, int perUser, int perSpace, int maxWaitingPerUser, Duration maxWait) {
    /** Permits that a request gets at once or not at all. */
    public static ConcurrencyLimits withoutQueue(int total, int perUser) {
        return new ConcurrencyLimits(total, perUser, total, 0, Duration.ZERO);
    }
}
