package dev.gitsync.demo.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Limits the concurrent requests with a body of each account: each holds a thread until its body has arrived. Thread-safe. */
public final class RequestLimit {
    private static final int MAX_CONCURRENT = 8;

    private final Map<String, Semaphore> free = new ConcurrentHashMap<>();

    /**
     * Runs {@code work}, which reads a body.
     *
     * @throws HttpProblem with 503 when {@value #MAX_CONCURRENT} requests of the account are in progress
     */
    public <T> T run(String account, Supplier<T> work) {
        Semaphore places = free.computeIfAbsent(account, name -> new Semaphore(MAX_CONCURRENT));
        if (!places.tryAcquire()) {
            throw new HttpProblem(
                    503, "You have " + MAX_CONCURRENT + " requests in progress. Try again when one ends.");
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
