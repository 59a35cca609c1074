package dev.gitsync.jdbi.internal.storage;

import org.eclipse.jgit.internal.storage.dfs.DfsBlockCache;
import org.eclipse.jgit.internal.storage.dfs.DfsBlockCacheConfig;

/** JGit's block cache of packs, shared by the whole process. */
public final class BlockCache {
    private static volatile long size = new DfsBlockCacheConfig().getBlockLimit();

    private BlockCache() {}

    /** Replaces the cache with an empty one of this size in bytes. */
    public static void replace(long bytes) {
        DfsBlockCache.reconfigure(new DfsBlockCacheConfig().setBlockLimit(bytes));
        size = bytes;
    }

    /** Returns the size in bytes that was set last, or JGit's default. */
    public static long size() {
        return size;
    }
}
