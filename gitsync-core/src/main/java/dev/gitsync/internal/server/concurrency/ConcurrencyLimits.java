package dev.gitsync.internal.server.concurrency;

import java.time.Duration;

/**
 * The limits of a {@link ConcurrencyLimiter}.
 *
 * @param total the maximum number of permits in use
 * @param perUser the maximum for one user
 * @param perSpace the maximum for one space
 * @param maxWaitingPerUser the maximum number of requests of one user in the queue
 * @param maxWait the maximum time in the queue
 */
public record ConcurrencyLimits(int total, int perUser, int perSpace, int maxWaitingPerUser, Duration maxWait) {
    /** Returns limits under which a request gets a permit at once or not at all. */
    public static ConcurrencyLimits withoutQueue(int total, int perUser) {
        return new ConcurrencyLimits(total, perUser, total, 0, Duration.ZERO);
    }
}
