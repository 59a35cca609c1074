package dev.gitsync.limits;

import dev.gitsync.internal.server.concurrency.ConcurrencyLimiter;
import dev.gitsync.internal.server.concurrency.ConcurrencyLimits;
import dev.gitsync.internal.server.concurrency.LimitKey;
import dev.gitsync.internal.server.concurrency.Permit;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Limits how many credentials of one client are checked at the same time, to half of the processors:
 *
 * <ol>
 *   <li>an attempt waits in the queue for up to {@link #MAX_WAIT}, as long as other checks finish;
 *   <li>if no check has finished for {@link #STALL_TIMEOUT}, the store of the accounts does not respond. An attempt that has waited that long
 *       gives up at its next look, at most 5 seconds later, and does not begin a check of its own.
 * </ol>
 *
 * <p>Safe for use by several threads.
 */
final class CheckQueue {
    /**
     * With this value, a check against a database that does not respond ends within 30 seconds: it takes up to 23 (5
     * for a connection, 18 for a statement).
     */
    static final Duration STALL_TIMEOUT = Duration.ofSeconds(5);

    static final Duration MAX_WAIT = Duration.ofSeconds(20);

    private final ConcurrencyLimiter checks;
    private final LongSupplier nanoTime;
    private final AtomicLong lastDecision;

    CheckQueue(ServerLimits limits, LongSupplier nanoTime) {
        this.checks = new ConcurrencyLimiter(new ConcurrencyLimits(
                limits.maxRequests(),
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                limits.maxRequests(),
                Math.max(1, limits.maxRequests() / 2),
                MAX_WAIT));
        this.nanoTime = nanoTime;
        this.lastDecision = new AtomicLong(nanoTime.getAsLong());
    }

    /** Acquires a permit to check credentials, waiting for it if necessary. Returns empty if there was none in time. The caller closes it. */
    Optional<Permit> acquire(LimitKey key) {
        long begin = nanoTime.getAsLong();
        Optional<Permit> permit = checks.acquire(key, waited -> !isStalled(begin));
        if (permit.isPresent() && isStalled(begin)) {
            permit.get().close();
            return Optional.empty();
        }
        return permit;
    }

    /** Records that a check has finished. */
    void recordDecision() {
        lastDecision.set(nanoTime.getAsLong());
    }

    private boolean isStalled(long begin) {
        long now = nanoTime.getAsLong();
        return Math.min(now - begin, now - lastDecision.get()) >= STALL_TIMEOUT.toNanos();
    }
}
