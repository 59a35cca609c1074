package dev.gitsync.internal.server.concurrency;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A queue in which users take turns (round-robin): after one of its items was taken, a user moves to the end. Items of one user stay in order. Not
 * safe for use by several threads.
 */
final class FairQueue<T> {
    private final Map<String, Deque<T>> queues = new LinkedHashMap<>();

    void add(String user, T item) {
        queues.computeIfAbsent(user, first -> new ArrayDeque<>()).add(item);
    }

    /** Returns the number of items of a user. */
    int size(String user) {
        Deque<T> queue = queues.get(user);
        return queue == null ? 0 : queue.size();
    }

    /** Removes an item. Returns whether it was there. */
    boolean remove(String user, T item) {
        Deque<T> queue = queues.get(user);
        if (queue == null || !queue.remove(item)) {
            return false;
        }
        if (queue.isEmpty()) {
            queues.remove(user);
        }
        return true;
    }

    /** Removes and returns the first eligible item of the first user that has one. */
    Optional<T> poll(Predicate<T> eligible) {
        for (Map.Entry<String, Deque<T>> entry : queues.entrySet()) {
            Optional<T> taken = take(entry.getValue(), eligible);
            if (taken.isPresent()) {
                moveToEnd(entry.getKey(), entry.getValue());
                return taken;
            }
        }
        return Optional.empty();
    }

    private static <T> Optional<T> take(Deque<T> queue, Predicate<T> eligible) {
        for (Iterator<T> items = queue.iterator(); items.hasNext(); ) {
            T item = items.next();
            if (eligible.test(item)) {
                items.remove();
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }

    private void moveToEnd(String user, Deque<T> queue) {
        queues.remove(user);
        if (!queue.isEmpty()) {
            queues.put(user, queue);
        }
    }
}
