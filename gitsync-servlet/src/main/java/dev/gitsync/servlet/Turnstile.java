package dev.gitsync.servlet;

import dev.gitsync.servlet.limits.ServerLimits;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Lets so many requests in at a time, and so many of one user. Safe for use by several threads. */
final class Turnstile {
    private final Semaphore places;
    private final int mostPerUser;
    private final Map<String, Integer> inside = new ConcurrentHashMap<>();

    Turnstile(ServerLimits limits) {
        places = new Semaphore(limits.maxRequests());
        mostPerUser = limits.maxRequestsPerUser();
    }

    /** Takes a place, to be given back by {@link #leave()}, if one is free. */
    boolean enter() {
        return places.tryAcquire();
    }

    void leave() {
        places.release();
    }

    /** Takes a place of this user's, to be given back by {@link #leave(String)}, if one is free. */
    boolean enter(String user) {
        if (inside.merge(user, 1, Integer::sum) <= mostPerUser) {
            return true;
        }
        leave(user);
        return false;
    }

    void leave(String user) {
        inside.computeIfPresent(user, (key, now) -> now == 1 ? null : now - 1);
    }
}
