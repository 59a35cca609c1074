package dev.gitsync.repository.pack;

import org.eclipse.jgit.errors.CorruptObjectException;

/**
 * How an entry of a pack may begin: with its type and length, in ten digits of seven bits at most, as gitformat-pack(5) and git
 * have it. JGit reads on, and lets what does not fit into 64 bits begin again at the lowest; a pack like that could be read by
 * JGit and by nobody else. A store's own {@link org.eclipse.jgit.transport.PackParser} asks here in {@code onObjectHeader}. Safe
 * for use by several threads.
 */
public final class EntryHeader {
    private static final int MOST_DIGITS = 10;

    private EntryHeader() {}

    /**
     * Looks at the header of an entry.
     *
     * @param raw where it is
     * @param from where it begins
     * @param length its length, in bytes
     * @throws CorruptObjectException when git would not read it
     */
    public static void check(byte[] raw, int from, int length) throws CorruptObjectException {
        int digits = 1;
        while (digits < length && (raw[from + digits - 1] & 0x80) != 0) {
            digits++;
        }
        if (digits > MOST_DIGITS) {
            throw new CorruptObjectException("The length of an object is written in more digits than it may have");
        }
    }
}
