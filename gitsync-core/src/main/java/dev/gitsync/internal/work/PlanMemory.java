package dev.gitsync.internal.work;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the memory for the texts of all pushes that are planned in this process, and for what is noted of each of
 * their files. Safe for use by several threads.
 */
public final class PlanMemory {
    private static final long FILE = 1_000;

    private final long most;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong heldForFiles = new AtomicLong();

    /** Creates a limit of {@code mostBytes} with nothing held. */
    public PlanMemory(long mostBytes) {
        this.most = mostBytes;
    }

    /** Returns a memory without a limit. */
    public static PlanMemory unlimited() {
        return new PlanMemory(Long.MAX_VALUE);
    }

    /** Returns how much memory a text takes: a byte a character, or two where one of them needs it. */
    public static long bytes(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xff) {
                return 2L * text.length();
            }
        }
        return text.length();
    }

    long most() {
        return most;
    }

    /** Returns the bytes to count for what a plan notes of a file with a path of this length; the actual use is at most twice that. */
    public static long ofFile(int pathLength) {
        return FILE + 2L * pathLength;
    }

    boolean tryHold(long bytes) {
        return tryHold(held, bytes);
    }

    boolean tryHoldForFiles(long bytes) {
        return tryHold(heldForFiles, bytes);
    }

    private boolean tryHold(AtomicLong part, long bytes) {
        while (true) {
            long before = part.get();
            if (bytes > most - before) {
                return false;
            }
            if (part.compareAndSet(before, before + bytes)) {
                return true;
            }
        }
    }

    void release(long bytes, long bytesForFiles) {
        held.addAndGet(-bytes);
        heldForFiles.addAndGet(-bytesForFiles);
    }
}
