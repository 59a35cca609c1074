package dev.gitsync.jdbi;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.jdbi.internal.storage.BlockCache;

/**
 * The in-memory cache of the packs that {@link JdbiRepositoryStore} stores in PostgreSQL: JGit's block cache, shared by
 * all repositories of the process. The default size is 32 MiB. A cache miss costs a query. Set the size once, at
 * startup; a process that serves large spaces should make the cache as large as their packs. Safe for use by several
 * threads.
 */
public final class PackCache {
    /** The smallest size that JGit's cache works well with, in bytes. */
    public static final long SMALLEST = 8L << 20;

    private PackCache() {}

    /** Returns the most heap that the cache may use, in bytes, as this class has set it; by default 32 MiB. */
    public static long size() {
        return BlockCache.size();
    }

    /**
     * Resizes the cache and empties it.
     *
     * @param bytes the most heap that the cache may use, in bytes; at least {@link #SMALLEST}
     * @throws InvalidInputException if {@code bytes} is less than {@link #SMALLEST}
     */
    public static void resize(long bytes) {
        if (bytes < SMALLEST) {
            throw new InvalidInputException("bytes is " + bytes + ", but must be at least " + SMALLEST);
        }
        BlockCache.replace(bytes);
    }

    /**
     * Resizes the cache to a quarter of the maximum heap of this JVM ({@code -Xmx}), at least {@link #SMALLEST}, and
     * empties it.
     *
     * @return the new size, in bytes
     */
    public static long resizeToHeap() {
        long bytes = Math.max(SMALLEST, Runtime.getRuntime().maxMemory() / 4);
        resize(bytes);
        return bytes;
    }
}
