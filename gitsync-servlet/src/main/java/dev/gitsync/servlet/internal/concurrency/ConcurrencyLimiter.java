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
 *   <li>when a permit is given back, users take turns: the first request of the next user that {@link Shares} let pass gets it;
 *   <li>a request that has waited for {@link Shares#patience()} gets none.
 * </ol>
 *
 * <p>No request overtakes one that could have had the permit. Safe for use by several threads.
 */
public final class ConcurrencyLimiter {
    private final Shares shares;
    private final FairQueue<Waiting> line = new FairQueue<>();
    private final Map<String, Integer> ofUser = new HashMap<>();
    private final Map<String, Integer> ofSpace = new HashMap<>();
    private int taken;

    /** Hands out permits by {@code shares}. */
    public ConcurrencyLimiter(Shares shares) {
        this.shares = shares;
    }

    /** Takes a permit, after a wait if that is needed; empty when there was none in time. The caller closes it. */
    public Optional<Permit> acquire(Tenant tenant) {
        return acquire(tenant, waited -> true);
    }

    /** The same, while {@code listener} is told that the wait goes on. */
    public Optional<Permit> acquire(Tenant tenant, WaitListener listener) {
        Waiting waiting = new Waiting(tenant);
        synchronized (this) {
            if (isFree(tenant)) {
                take(tenant);
                return Optional.of(permit(tenant));
            } else if (line.size(tenant.user()) >= shares.waitingPerUser()) {
                return Optional.empty();
            }
            line.add(tenant.user(), waiting);
        }
        return waiting.await(shares.patience().toNanos(), listener) || !leave(waiting)
                ? Optional.of(permit(tenant))
                : Optional.empty();
    }

    /** Stops waiting; false when the permit came at the last moment. */
    private synchronized boolean leave(Waiting waiting) {
        return line.remove(waiting.tenant.user(), waiting);
    }

    private Permit permit(Tenant tenant) {
        return new Permit(() -> giveBack(tenant));
    }

    private synchronized void giveBack(Tenant tenant) {
        taken--;
        ofUser.computeIfPresent(tenant.user(), ConcurrencyLimiter::less);
        ofSpace.computeIfPresent(tenant.space(), ConcurrencyLimiter::less);
        Optional<Waiting> next = line.poll(waiting -> isFree(waiting.tenant));
        while (next.isPresent()) {
            take(next.get().tenant);
            next.get().granted.countDown();
            next = line.poll(waiting -> isFree(waiting.tenant));
        }
    }

    @SuppressWarnings("NullAway") // null takes the key out of the map
    private static Integer less(String key, Integer count) {
        return count == 1 ? null : count - 1;
    }

    private boolean isFree(Tenant tenant) {
        return taken < shares.total()
                && ofUser.getOrDefault(tenant.user(), 0) < shares.perUser()
                && ofSpace.getOrDefault(tenant.space(), 0) < shares.perSpace();
    }

    private void take(Tenant tenant) {
        taken++;
        ofUser.merge(tenant.user(), 1, Integer::sum);
        ofSpace.merge(tenant.space(), 1, Integer::sum);
    }

    private static final class Waiting {
        private final Tenant tenant;
        private final CountDownLatch granted = new CountDownLatch(1);

        Waiting(Tenant tenant) {
            this.tenant = tenant;
        }

        boolean await(long nanos, WaitListener listener) {
            long begin = System.nanoTime();
            long waited = 0;
            long next = WaitListener.FIRST.toNanos();
            try {
                while (!granted.await(Math.min(nanos, next) - waited, TimeUnit.NANOSECONDS)) {
                    waited = System.nanoTime() - begin;
                    if (waited >= nanos || (waited >= next && !listener.goesOn(Duration.ofNanos(waited)))) {
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
