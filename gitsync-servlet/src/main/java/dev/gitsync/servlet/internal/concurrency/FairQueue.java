package dev.gitsync.servlet.internal.concurrency;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A queue in which users take turns (round-robin): after an item was taken, its user goes to the end. Items of one user stay in
 * order. Not safe for use by several threads.
 */
final class FairQueue<T> {
    private final Map<String, Deque<T>> lines = new LinkedHashMap<>();

    void add(String user, T item) {
        lines.computeIfAbsent(user, first -> new ArrayDeque<>()).add(item);
    }

    /** How many items a user has in it. */
    int size(String user) {
        Deque<T> line = lines.get(user);
        return line == null ? 0 : line.size();
    }

    /** Takes an item out; answers whether it was there. */
    boolean remove(String user, T item) {
        Deque<T> line = lines.get(user);
        if (line == null || !line.remove(item)) {
            return false;
        }
        if (line.isEmpty()) {
            lines.remove(user);
        }
        return true;
    }

    /** Takes the first item that is eligible of the first user who has one. */
    Optional<T> poll(Predicate<T> eligible) {
        for (Map.Entry<String, Deque<T>> entry : lines.entrySet()) {
            Optional<T> taken = take(entry.getValue(), eligible);
            if (taken.isPresent()) {
                toTheEnd(entry.getKey(), entry.getValue());
                return taken;
            }
        }
        return Optional.empty();
    }

    private static <T> Optional<T> take(Deque<T> line, Predicate<T> eligible) {
        for (Iterator<T> items = line.iterator(); items.hasNext(); ) {
            T item = items.next();
            if (eligible.test(item)) {
                items.remove();
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }

    private void toTheEnd(String user, Deque<T> line) {
        lines.remove(user);
        if (!line.isEmpty()) {
            lines.put(user, line);
        }
    }
}
