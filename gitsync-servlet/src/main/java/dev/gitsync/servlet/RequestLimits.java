package dev.gitsync.servlet;

import dev.gitsync.servlet.internal.concurrency.ComputeShare;
import dev.gitsync.servlet.internal.concurrency.ConcurrencyLimiter;
import dev.gitsync.servlet.internal.concurrency.Permit;
import dev.gitsync.servlet.internal.concurrency.Shares;
import dev.gitsync.servlet.internal.concurrency.Tenant;
import dev.gitsync.servlet.internal.concurrency.WaitListener;
import dev.gitsync.servlet.internal.wire.RestOfBody;
import dev.gitsync.servlet.limits.ServerLimits;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * How many requests are served at a time: in all, of one user, and of those that take much memory, pushes and fetches. Safe for
 * use by several threads.
 */
final class RequestLimits {
    /** Clients that are refused, but whose bodies are read so that they see the answer. */
    private static final int MOST_LINGERING = 16;

    private static final int MOST_LINGERING_PER_USER = 2;

    private final ConcurrencyLimiter all;
    private final ConcurrencyLimiter ofUsers;
    private final ConcurrencyLimiter pushes;
    private final ConcurrencyLimiter fetches;
    private final ConcurrencyLimiter computing;
    private final ConcurrencyLimiter lingering =
            new ConcurrencyLimiter(Shares.withoutWaiting(MOST_LINGERING, MOST_LINGERING_PER_USER));

    RequestLimits(ServerLimits limits) {
        int most = limits.maxRequests();
        int mostPerUser = limits.maxRequestsPerUser();
        all = new ConcurrencyLimiter(Shares.withoutWaiting(most, most));
        ofUsers = new ConcurrencyLimiter(Shares.withoutWaiting(most, mostPerUser));
        pushes = new ConcurrencyLimiter(new Shares(
                limits.maxPushes(),
                limits.maxPushesPerUser(),
                limits.maxPushesPerSpace(),
                mostPerUser,
                limits.pushWait()));
        fetches = new ConcurrencyLimiter(new Shares(
                limits.maxFetches(), limits.maxFetchesPerUser(), limits.maxFetches(), mostPerUser, limits.fetchWait()));
        computing = computing(limits);
    }

    private static ConcurrencyLimiter computing(ServerLimits limits) {
        int processors = Runtime.getRuntime().availableProcessors();
        return new ConcurrencyLimiter(new Shares(
                Math.max(2, processors),
                Math.max(1, processors / 2),
                limits.maxFetches(),
                limits.maxFetches(),
                limits.fetchWait()));
    }

    /** A place for a request of somebody who is not known yet. */
    Optional<Permit> request() {
        return all.acquire(new Tenant(""));
    }

    /** A place for a request of a user. */
    Optional<Permit> request(String user) {
        return ofUsers.acquire(new Tenant(user));
    }

    /** A turn to answer a POST, after a wait in line if that is needed, of which {@code listener} is told. */
    Optional<Permit> turn(Grant grant, WaitListener listener) {
        Tenant tenant = new Tenant(grant.user().id(), grant.space().id().value());
        return (grant.endpoint() == Endpoint.RECEIVE_PACK ? pushes : fetches).acquire(tenant, listener);
    }

    /** A share of the processors to answer a fetch, after a wait in line if that is needed; given back while the client reads. */
    Optional<ComputeShare> compute(Grant grant) {
        return ComputeShare.of(computing, new Tenant(grant.user().id()));
    }

    /** Reads the rest of a body that is refused, as far as that takes no place from others. */
    void linger(String user, HttpServletRequest request) {
        lingering.acquire(new Tenant(user)).ifPresent(permit -> {
            try (permit) {
                RestOfBody.skip(request);
            }
        });
    }
}
