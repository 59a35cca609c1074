package dev.gitsync.servlet;

import dev.gitsync.servlet.limits.ServerLimits;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets so many requests in at a time, so many of one user, and so many pushes. Safe for use by several threads. */
final class Turnstile {
    private final Semaphore places;
    private final int mostPerUser;
    private final Semaphore pushes;
    private final Duration pushWait;
    private final Map<String, Integer> inside = new ConcurrentHashMap<>();

    Turnstile(ServerLimits limits) {
        places = new Semaphore(limits.maxRequests());
        mostPerUser = limits.maxRequestsPerUser();
        pushes = new Semaphore(limits.maxPushes(), true);
        pushWait = limits.pushWait();
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

    /** Waits in line to receive a pack; to be given back by {@link #leavePush()}, unless there was no turn in time. */
    boolean enterPush() {
        try {
            return pushes.tryAcquire(pushWait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void leavePush() {
        pushes.release();
    }
}
