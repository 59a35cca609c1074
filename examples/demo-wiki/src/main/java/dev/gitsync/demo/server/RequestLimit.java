package dev.gitsync.demo.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Limits the concurrent requests of each account that hold a thread while a client sends or receives a lot. Thread-safe. */
public final class RequestLimit {
    private static final int MAX_CONCURRENT = 8;

    private final Map<String, Semaphore> free = new ConcurrentHashMap<>();

    /**
     * Runs {@code work}, which reads a body.
     *
     * @throws HttpProblem with 503 when {@value #MAX_CONCURRENT} requests of the account are in progress
     */
    public <T> T run(String account, Supplier<T> work) {
        Runnable leave = enter(account);
        try {
            return work.get();
        } finally {
            leave.run();
        }
    }

    /**
     * Takes one of the places of an account. The caller runs the result once, to leave it.
     *
     * @throws HttpProblem with 503 when {@value #MAX_CONCURRENT} requests of the account are in progress
     */
    public Runnable enter(String account) {
        Semaphore places = free.computeIfAbsent(account, name -> new Semaphore(MAX_CONCURRENT));
        if (!places.tryAcquire()) {
            throw new HttpProblem(
                    503, "You have " + MAX_CONCURRENT + " requests in progress. Try again when one ends.");
        }
        return places::release;
    }
}
