package dev.gitsync.servlet.limits;

import dev.gitsync.servlet.internal.concurrency.ConcurrencyLimiter;
import dev.gitsync.servlet.internal.concurrency.ConcurrencyLimits;
import dev.gitsync.servlet.internal.concurrency.LimitKey;
import dev.gitsync.servlet.internal.concurrency.Permit;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Limits how many credentials of one client are checked at a time, to half of the processors:
 *
 * <ol>
 *   <li>an attempt waits in line up to {@link #MAX_WAIT}, as long as other checks finish;
 *   <li>when no check has finished for {@link #STALL_TIMEOUT}, the store of the accounts is silent: an attempt that has waited that long
 *       gives up the next time it looks, 5 seconds later at most, and does not begin a check of its own when its turn comes.
 * </ol>
 *
 * <p>Safe for use by several threads.
 */
final class CheckQueue {
    /** With this, a check of up to 23 seconds while the database is silent (5 for a connection, 18 for a statement) ends within 30. */
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

    /** Takes leave to check credentials, after a wait if that is needed; empty when there was none in time. The caller closes it. */
    Optional<Permit> acquire(LimitKey key) {
        long begin = nanoTime.getAsLong();
        Optional<Permit> permit = checks.acquire(key, waited -> !isStalled(begin));
        if (permit.isPresent() && isStalled(begin)) {
            permit.get().close();
            return Optional.empty();
        }
        return permit;
    }

    /** Records that a check has finished: the credentials are good, or wrong. */
    void recordDecision() {
        lastDecision.set(nanoTime.getAsLong());
    }

    private boolean isStalled(long begin) {
        long now = nanoTime.getAsLong();
        return Math.min(now - begin, now - lastDecision.get()) >= STALL_TIMEOUT.toNanos();
    }
}
