package dev.gitsync.internal.server.concurrency;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Limits concurrent work and shares it among users and spaces:
 *
 * <ol>
 *   <li>a request gets a permit at once if one is free and neither its user nor its space has reached its limit;
 *   <li>otherwise it waits in a queue, unless its user has the maximum number of requests there;
 *   <li>when a permit is released, users take turns: it goes to the first request of the next user that {@link ConcurrencyLimits} allow;
 *   <li>a request that has waited for {@link ConcurrencyLimits#maxWait()} gets no permit.
 * </ol>
 *
 * <p>No request overtakes one that could have had the permit. Safe for use by several threads.
 */
public final class ConcurrencyLimiter {
    private final ConcurrencyLimits limits;
    private final FairQueue<Waiter> queue = new FairQueue<>();
    private final Map<String, Integer> countPerUser = new HashMap<>();
    private final Map<String, Integer> countPerSpace = new HashMap<>();
    private int inUse;

    /** Issues permits within {@code limits}. */
    public ConcurrencyLimiter(ConcurrencyLimits limits) {
        this.limits = limits;
    }

    /** Acquires a permit, waiting for it if necessary. Returns empty if there was none in time. The caller closes it. */
    public Optional<Permit> acquire(LimitKey key) {
        return acquire(key, waited -> true);
    }

    /** Acquires a permit like {@link #acquire(LimitKey)}, and notifies {@code listener} during the wait. */
    public Optional<Permit> acquire(LimitKey key, WaitListener listener) {
        Waiter waiting = new Waiter(key);
        synchronized (this) {
            if (isAvailable(key)) {
                take(key);
                return Optional.of(permit(key));
            } else if (queue.size(key.user()) >= limits.maxWaitingPerUser()) {
                return Optional.empty();
            }
            queue.add(key.user(), waiting);
        }
        return waiting.await(limits.maxWait().toNanos(), listener) || !cancel(waiting)
                ? Optional.of(permit(key))
                : Optional.empty();
    }

    /** Stops waiting. Returns false if the permit was granted in the meantime. */
    private synchronized boolean cancel(Waiter waiting) {
        return queue.remove(waiting.key.user(), waiting);
    }

    private Permit permit(LimitKey key) {
        return new Permit(() -> release(key));
    }

    private synchronized void release(LimitKey key) {
        inUse--;
        countPerUser.computeIfPresent(key.user(), ConcurrencyLimiter::decrement);
        countPerSpace.computeIfPresent(key.space(), ConcurrencyLimiter::decrement);
        Optional<Waiter> next = queue.poll(waiting -> isAvailable(waiting.key));
        while (next.isPresent()) {
            take(next.get().key);
            next.get().granted.countDown();
            next = queue.poll(waiting -> isAvailable(waiting.key));
        }
    }

    @SuppressWarnings("NullAway") // null removes the key from the map
    private static Integer decrement(String key, Integer count) {
        return count == 1 ? null : count - 1;
    }

    private boolean isAvailable(LimitKey key) {
        return inUse < limits.total()
                && countPerUser.getOrDefault(key.user(), 0) < limits.perUser()
                && countPerSpace.getOrDefault(key.space(), 0) < limits.perSpace();
    }

    private void take(LimitKey key) {
        inUse++;
        countPerUser.merge(key.user(), 1, Integer::sum);
        countPerSpace.merge(key.space(), 1, Integer::sum);
    }

    private static final class Waiter {
        private final LimitKey key;
        private final CountDownLatch granted = new CountDownLatch(1);

        Waiter(LimitKey key) {
            this.key = key;
        }

        boolean await(long nanos, WaitListener listener) {
            long begin = System.nanoTime();
            long waited = 0;
            long next = WaitListener.FIRST.toNanos();
            try {
                while (!granted.await(Math.min(nanos, next) - waited, TimeUnit.NANOSECONDS)) {
                    waited = System.nanoTime() - begin;
                    if (waited >= nanos || (waited >= next && !listener.shouldContinue(Duration.ofNanos(waited)))) {
                        return false;
                    }
                    next += waited >= next ? WaitListener.EVERY.toNanos() : 0;
                }
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
