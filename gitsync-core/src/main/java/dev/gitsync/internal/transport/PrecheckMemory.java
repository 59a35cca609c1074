package dev.gitsync.internal.transport;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the memory of all pushes that are checked while they arrive. Clients decide how many there are and how long they take, so a
 * check that finds no room is abandoned. Safe for use by several threads.
 */
final class PrecheckMemory {
    private static final long LEAST = 4L << 20;
    private static final int SHARE = 32;

    private final long most;
    private final AtomicLong held = new AtomicLong();

    /** Creates a limit of {@code mostBytes} with nothing held. */
    PrecheckMemory(long mostBytes) {
        this.most = mostBytes;
    }

    /** Returns a limit of a 32nd of the heap, at least 4 MiB. */
    static PrecheckMemory ofHeap() {
        return new PrecheckMemory(Math.max(LEAST, Runtime.getRuntime().maxMemory() / SHARE));
    }

    /** Replaces what a check held before by {@code now} bytes, and returns whether there is room. If not, the check keeps what it held. */
    boolean hold(long before, long now) {
        long more = now - before;
        if (held.addAndGet(more) <= most || more <= 0) {
            return true;
        }
        held.addAndGet(-more);
        return false;
    }

    /** Returns the number of bytes currently held. */
    long held() {
        return held.get();
    }
}
