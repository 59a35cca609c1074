package dev.gitsync.internal.work;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A fair mutual-exclusion lock for each key: threads acquire it in the order of their requests. A key takes memory only while its lock
 * is held or waited for. A thread other than the one that acquired a lock may release it. Safe for use by several threads.
 */
public final class KeyedLocks<K> {
    private final Map<K, Entry> entries = new HashMap<>();

    /** A held lock. {@link #close} releases it and is idempotent. */
    public interface Handle extends AutoCloseable {
        @Override
        void close();
    }

    /** The lock of a key, and the number of threads that hold it or wait for it. */
    private static final class Entry {
        private final Semaphore permit = new Semaphore(1, true);
        private int members;
    }

    /** Acquires the lock of a key; returns empty if that takes longer than {@code patience}. */
    public Optional<Handle> tryLock(K key, Duration patience) throws InterruptedException {
        Entry entry = join(key);
        boolean isAcquired = false;
        try {
            isAcquired = entry.permit.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            if (!isAcquired) {
                leave(key, entry);
            }
        }
        return isAcquired ? Optional.of(handle(key, entry)) : Optional.empty();
    }

    /** Runs work under the lock of a key, waits for the lock without a limit, and returns the result of the work. */
    public <T> T run(K key, Supplier<T> work) {
        Entry entry = join(key);
        entry.permit.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            entry.permit.release();
            leave(key, entry);
        }
    }

    /** Returns whether the lock of a key is held. */
    public synchronized boolean isLocked(K key) {
        Entry entry = entries.get(key);
        return entry != null && entry.permit.availablePermits() == 0;
    }

    private Handle handle(K key, Entry entry) {
        AtomicBoolean isOpen = new AtomicBoolean(true);
        return () -> {
            if (isOpen.compareAndSet(true, false)) {
                entry.permit.release();
                leave(key, entry);
            }
        };
    }

    private synchronized Entry join(K key) {
        Entry entry = entries.computeIfAbsent(key, absent -> new Entry());
        entry.members++;
        return entry;
    }

    private synchronized void leave(K key, Entry entry) {
        entry.members--;
        if (entry.members == 0) {
            entries.remove(key);
        }
    }
}
