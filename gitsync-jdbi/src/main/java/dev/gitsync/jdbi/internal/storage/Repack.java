package dev.gitsync.jdbi.internal.storage;

import dev.gitsync.error.StoreException;
import dev.gitsync.repository.pack.PackRules;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.internal.storage.dfs.DfsGarbageCollector;
import org.eclipse.jgit.internal.storage.dfs.DfsRepository;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.Repository;

/** Repacks a repository with JGit's garbage collector. */
public final class Repack {
    private Repack() {}

    /**
     * Writes all reachable objects into one or two packs with bitmaps, and the rest into another; removes the
     * unreachable objects of earlier runs once they are older than {@code grace}. Safe during concurrent reads and
     * writes: packs that arrive meanwhile remain unchanged. Chains of deltas from many pushes are limited to git's own
     * limit of 50.
     *
     * @return false if refs or packs changed in a way that requires another run
     * @throws StoreException if the storage can't be read or written; no data is lost
     */
    public static boolean run(Repository repository, Duration grace) {
        try {
            return new DfsGarbageCollector((DfsRepository) repository)
                    .setPackConfig(PackRules.config(repository))
                    .setGarbageTtl(grace.toMillis(), TimeUnit.MILLISECONDS)
                    .pack(NullProgressMonitor.INSTANCE);
        } catch (IOException e) {
            throw new StoreException("The packs could not be repacked: " + e.getMessage(), e);
        }
    }
}
