package dev.gitsync.jdbi.internal.storage;

import org.eclipse.jgit.internal.storage.dfs.DfsBlockCache;
import org.eclipse.jgit.internal.storage.dfs.DfsBlockCacheConfig;

/** JGit's cache of what was read of packs; one for this process. */
public final class BlockCache {
    private BlockCache() {}

    /** Puts an empty one of so many bytes in its place. */
    public static void replace(long bytes) {
        DfsBlockCache.reconfigure(new DfsBlockCacheConfig().setBlockLimit(bytes));
    }
}
