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

    /** Creates a map of up to {@code most} keys. */
    public LruMap(int most) {
        entries = new Bounded<>(most);
    }

    /** Returns the value of a key. */
    public synchronized Optional<V> get(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** Returns the value of a key, and creates it if there is none. Other callers of this map wait meanwhile, so this must be fast. */
    public synchronized V get(K key, Supplier<V> maker) {
        return entries.computeIfAbsent(key, absent -> maker.get());
    }

    /** Sets the value of a key, and returns the previous one. */
    public synchronized Optional<V> put(K key, V value) {
        return Optional.ofNullable(entries.put(key, value));
    }

    /** Sets the value of a key to what {@code merger} makes of its current value and this one; to this one, if it has none. */
    public synchronized void merge(K key, V value, BinaryOperator<V> merger) {
        entries.merge(key, value, merger);
    }

    /** Removes a key. */
    public synchronized void remove(K key) {
        entries.remove(key);
    }

    /** Returns the number of keys. */
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
