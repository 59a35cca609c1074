package dev.gitsync.jdbi;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.jdbi.internal.storage.BlockCache;

/**
 * What this process keeps in memory of the packs that {@link JdbiRepositoryStore} has in PostgreSQL: JGit's block cache, one
 * for all repositories of a process, of 32 MiB unless it is resized. What is not in it is a query. Set it once, when the
 * process starts; a process that serves large spaces should give it as much as their packs take. Safe for use by several
 * threads.
 */
public final class PackCache {
    /** The smallest size that JGit's cache works well with, in bytes. */
    public static final long SMALLEST = 8L << 20;

    private PackCache() {}

    /**
     * Gives the cache another size, and empties it.
     *
     * @param bytes how much of the heap it may take, at most; at least {@link #SMALLEST}
     * @throws InvalidInputException if that is too little
     */
    public static void resize(long bytes) {
        if (bytes < SMALLEST) {
            throw new InvalidInputException("bytes is " + bytes + ", but must be at least " + SMALLEST);
        }
        BlockCache.replace(bytes);
    }

    /**
     * Gives the cache a quarter of the largest heap that this JVM may have ({@code -Xmx}), and empties it.
     *
     * @return its size, in bytes
     */
    public static long resizeToHeap() {
        long bytes = Math.max(SMALLEST, Runtime.getRuntime().maxMemory() / 4);
        resize(bytes);
        return bytes;
    }
}
