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

/** Puts the many packs of a repository together, with JGit's garbage collector. */
public final class Repack {
    private Repack() {}

    /**
     * Writes all that the refs reach into one or two packs with bitmaps, and the rest into another; takes away the rest of
     * earlier runs once it is older than {@code grace}. Safe while others read and write: packs that come meanwhile stay as
     * they are. What many pushes sent as deltas to each other stands on so many deltas at most as git allows itself, which is 50.
     *
     * @return false when refs or packs changed in a way that calls for another run
     * @throws StoreException when the storage can't be read or written; nothing is lost then
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
