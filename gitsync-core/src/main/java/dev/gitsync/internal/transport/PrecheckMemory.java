package dev.gitsync.internal.transport;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory all pushes take together that are looked at while they come in. There may be many of them, as long as their senders
 * like, so a look that finds no room is given up. Safe for use by several threads.
 */
final class PrecheckMemory {
    private static final long LEAST = 4L << 20;
    private static final int SHARE = 32;

    private final long most;
    private final AtomicLong held = new AtomicLong();

    /** Begins with nothing held. */
    PrecheckMemory(long mostBytes) {
        this.most = mostBytes;
    }

    /** A 32nd of the heap, 4 MiB at least. */
    static PrecheckMemory ofHeap() {
        return new PrecheckMemory(Math.max(LEAST, Runtime.getRuntime().maxMemory() / SHARE));
    }

    /** Holds so much instead of what a look held before; answers whether there is room. If not, the look still holds what it held. */
    boolean hold(long before, long now) {
        long more = now - before;
        if (held.addAndGet(more) <= most || more <= 0) {
            return true;
        }
        held.addAndGet(-more);
        return false;
    }

    /** Bytes that are held at the moment. */
    long held() {
        return held.get();
    }
}
