package dev.gitsync.internal.work;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/**
 * A map of bounded size that evicts the least recently used key. Safe for use by several threads.
 */
public final class LruMap<K, V> {
    private final Map<K, V> entries;

    /** Remembers up to {@code most} keys. */
    public LruMap(int most) {
        entries = new Bounded<>(most);
    }

    /** What is known of a key. */
    public synchronized Optional<V> get(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** The value of a key, made if there is none. Nothing else waits while it is made, but for this map: be quick. */
    public synchronized V get(K key, Supplier<V> maker) {
        return entries.computeIfAbsent(key, absent -> maker.get());
    }

    /** Gives a key another value; answers the one that it had. */
    public synchronized Optional<V> put(K key, V value) {
        return Optional.ofNullable(entries.put(key, value));
    }

    /** Gives a key the value that {@code merger} makes of the one that it has and this one; this one, if it has none. */
    public synchronized void merge(K key, V value, BinaryOperator<V> merger) {
        entries.merge(key, value, merger);
    }

    /** Forgets a key. */
    public synchronized void remove(K key) {
        entries.remove(key);
    }

    /** How many keys are remembered. */
    public synchronized int size() {
        return entries.size();
    }

    private static final class Bounded<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1;
        private final int most;

        Bounded(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
        }
    }
}
