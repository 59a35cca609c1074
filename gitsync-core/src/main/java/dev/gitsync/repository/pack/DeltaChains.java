package dev.gitsync.repository.pack;

import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.pack.PackConfig;

/** How far deltas may stand on each other in a pack that is written of others. */
public final class DeltaChains {
    private DeltaChains() {}

    /**
     * What the repository's configuration says of packs, and that chains of deltas are cut at its {@code pack.depth}, which is 50
     * by default, as in git. Each push sends a folder as a delta to the one before, and JGit uses deltas again that it
     * finds, however deep they come to stand, unless it is told so.
     */
    public static PackConfig cut(Repository repository) {
        PackConfig config = new PackConfig(repository);
        config.setCutDeltaChains(true);
        return config;
    }
}
