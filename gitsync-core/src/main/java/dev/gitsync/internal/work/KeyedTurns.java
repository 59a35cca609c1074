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
 * One turn at a time for each key, in the order in which they were asked for. A key is remembered only while a turn of it is taken
 * or waited for. A turn may be given back by another thread than the one that took it. Safe for use by several threads.
 */
public final class KeyedTurns<K> {
    private final Map<K, Line> lines = new HashMap<>();

    /** What its holder does alone; to give it back twice does no harm. */
    public interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /** The turn of a key and those who wait for it. */
    private static final class Line {
        private final Semaphore permit = new Semaphore(1, true);
        private int members;
    }

    /** Takes the turn of a key; empty if that takes longer than {@code patience}. */
    public Optional<Turn> take(K key, Duration patience) throws InterruptedException {
        Line line = join(key);
        boolean isTaken = false;
        try {
            isTaken = line.permit.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            if (!isTaken) {
                leave(key, line);
            }
        }
        return isTaken ? Optional.of(turn(key, line)) : Optional.empty();
    }

    /** Works while it has the turn of a key, however long that takes; answers what the work does. */
    public <T> T run(K key, Supplier<T> work) {
        Line line = join(key);
        line.permit.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            line.permit.release();
            leave(key, line);
        }
    }

    /** Whether the turn of a key is taken. */
    public synchronized boolean isTaken(K key) {
        Line line = lines.get(key);
        return line != null && line.permit.availablePermits() == 0;
    }

    private Turn turn(K key, Line line) {
        AtomicBoolean isOpen = new AtomicBoolean(true);
        return () -> {
            if (isOpen.compareAndSet(true, false)) {
                line.permit.release();
                leave(key, line);
            }
        };
    }

    private synchronized Line join(K key) {
        Line line = lines.computeIfAbsent(key, absent -> new Line());
        line.members++;
        return line;
    }

    private synchronized void leave(K key, Line line) {
        line.members--;
        if (line.members == 0) {
            lines.remove(key);
        }
    }
}
