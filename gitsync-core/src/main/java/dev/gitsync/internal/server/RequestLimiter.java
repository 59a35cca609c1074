package dev.gitsync.internal.server;

import dev.gitsync.internal.server.concurrency.ConcurrencyLimiter;
import dev.gitsync.internal.server.concurrency.ConcurrencyLimits;
import dev.gitsync.internal.server.concurrency.LimitKey;
import dev.gitsync.internal.server.concurrency.PausablePermit;
import dev.gitsync.internal.server.concurrency.Permit;
import dev.gitsync.internal.server.concurrency.WaitListener;
import dev.gitsync.limits.ServerLimits;
import java.util.Optional;

/** Limits concurrent requests: all, those of one user, and pushes and fetches, which use much memory. Safe for use by several threads. */
public final class RequestLimiter {
    /** The maximum number of rejected requests whose bodies are read, so that their clients see the response. */
    private static final int MAX_DRAINING = 16;

    private static final int MAX_DRAINING_PER_USER = 2;

    private final ConcurrencyLimiter total;
    private final ConcurrencyLimiter perUser;
    private final ConcurrencyLimiter pushes;
    private final ConcurrencyLimiter fetches;
    private final ConcurrencyLimiter processors;
    private final ConcurrencyLimiter draining =
            new ConcurrencyLimiter(ConcurrencyLimits.withoutQueue(MAX_DRAINING, MAX_DRAINING_PER_USER));

    public RequestLimiter(ServerLimits limits) {
        int max = limits.maxRequests();
        int maxPerUser = limits.maxRequestsPerUser();
        total = new ConcurrencyLimiter(ConcurrencyLimits.withoutQueue(max, max));
        perUser = new ConcurrencyLimiter(ConcurrencyLimits.withoutQueue(max, maxPerUser));
        pushes = new ConcurrencyLimiter(new ConcurrencyLimits(
                limits.maxPushes(),
                limits.maxPushesPerUser(),
                limits.maxPushesPerSpace(),
                maxPerUser,
                limits.pushWait()));
        fetches = new ConcurrencyLimiter(new ConcurrencyLimits(
                limits.maxFetches(), limits.maxFetchesPerUser(), limits.maxFetches(), maxPerUser, limits.fetchWait()));
        processors = processors(limits);
    }

    private static ConcurrencyLimiter processors(ServerLimits limits) {
        int available = Runtime.getRuntime().availableProcessors();
        return new ConcurrencyLimiter(new ConcurrencyLimits(
                Math.max(2, available),
                Math.max(1, available / 2),
                limits.maxFetches(),
                limits.maxFetches(),
                limits.fetchWait()));
    }

    /** Acquires a permit for a request whose user is not known yet. */
    public Optional<Permit> acquire() {
        return total.acquire(new LimitKey(""));
    }

    /** Acquires a permit for a request of a user. */
    public Optional<Permit> acquireForUser(String user) {
        return perUser.acquire(new LimitKey(user));
    }

    /** Acquires a permit to process a push, after a wait if necessary; {@code listener} hears of the wait. */
    public Optional<Permit> acquirePush(LimitKey key, WaitListener listener) {
        return pushes.acquire(key, listener);
    }

    /** Acquires a permit to process a fetch, after a wait if necessary; {@code listener} hears of the wait. */
    public Optional<Permit> acquireFetch(LimitKey key, WaitListener listener) {
        return fetches.acquire(key, listener);
    }

    /** Acquires a processor to compute the response to a fetch, after a wait if necessary. The permit is released while the client reads. */
    public Optional<PausablePermit> acquireProcessor(String user) {
        return PausablePermit.acquire(processors, new LimitKey(user));
    }

    /** Runs {@code drain}, which reads and discards the rest of a rejected request, unless too many requests do that already. */
    public void drain(String user, Runnable drain) {
        draining.acquire(new LimitKey(user)).ifPresent(permit -> {
            try (permit) {
                drain.run();
            }
        });
    }
}
