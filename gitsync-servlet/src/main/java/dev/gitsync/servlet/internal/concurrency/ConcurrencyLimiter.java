package dev.gitsync.servlet.internal.concurrency;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Limits how much is done at a time, and shares it among users and spaces:
 *
 * <ol>
 *   <li>a request gets a permit at once if one is free and neither its user nor its space has its whole share;
 *   <li>otherwise it waits in line, unless its user has as many requests there as may wait;
 *   <li>when a permit is given back, users take turns: the first request of the next user that {@link ConcurrencyLimits} let pass gets it;
 *   <li>a request that has waited for {@link ConcurrencyLimits#maxWait()} gets none.
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

    /** Hands out permits by {@code limits}. */
    public ConcurrencyLimiter(ConcurrencyLimits limits) {
        this.limits = limits;
    }

    /** Takes a permit, after a wait if that is needed; empty when there was none in time. The caller closes it. */
    public Optional<Permit> acquire(LimitKey key) {
        return acquire(key, waited -> true);
    }

    /** The same, while {@code listener} is told that the wait goes on. */
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

    /** Stops waiting; false when the permit came at the last moment. */
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

    @SuppressWarnings("NullAway") // null takes the key out of the map
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
