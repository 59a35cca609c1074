package dev.gitsync.demo.server;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Limits how many requests with a body one account may have under way, since each holds a thread until its body has arrived. Safe for use
 * by several threads.
 */
public final class BodyPlaces {
    static final int MOST = 8;

    private final Map<String, Integer> taken = new HashMap<>();

    /**
     * Runs what reads a body.
     *
     * @throws HttpProblem with 503 when the account has {@value #MOST} under way
     */
    public <T> T with(String account, Supplier<T> work) {
        if (!enter(account)) {
            throw new HttpProblem(503, "You have " + MOST + " requests under way; try again when one has ended.");
        }
        try {
            return work.get();
        } finally {
            leave(account);
        }
    }

    private synchronized boolean enter(String account) {
        int before = taken.getOrDefault(account, 0);
        if (before < MOST) {
            taken.put(account, before + 1);
        }
        return before < MOST;
    }

    private synchronized void leave(String account) {
        if (taken.merge(account, -1, Integer::sum) == 0) {
            taken.remove(account);
        }
    }
}
