package dev.gitsync.internal.work;

import java.util.concurrent.atomic.AtomicLong;

/** How much memory the texts of all pushes that are planned in this process may take together. Safe for use by several threads. */
public final class TextMemory {
    private final long most;
    private final AtomicLong held = new AtomicLong();

    /** Begins with nothing held. */
    public TextMemory(long mostBytes) {
        this.most = mostBytes;
    }

    /** Returns a memory without an end. */
    public static TextMemory unlimited() {
        return new TextMemory(Long.MAX_VALUE);
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

    boolean tryHold(long bytes) {
        while (true) {
            long before = held.get();
            if (bytes > most - before) {
                return false;
            }
            if (held.compareAndSet(before, before + bytes)) {
                return true;
            }
        }
    }

    void release(long bytes) {
        held.addAndGet(-bytes);
    }
}
