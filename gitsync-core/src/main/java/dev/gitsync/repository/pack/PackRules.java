package dev.gitsync.repository.pack;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.pack.PackConfig;

/** Rules that all stores share for the packs they write: the length of delta chains, and which packs are combined. */
public final class PackRules {
    /** The minimum number of small packs for a {@link dev.gitsync.repository.RepositoryStore#pendingCompaction compaction}. */
    public static final int MIN_SMALL_PACKS = 16;

    private static final int FACTOR = 2;
    /** The maximum size of a small pack; larger packs wait for maintenance, because concurrent writes are slow while one is copied. */
    private static final long MAX_SMALL_PACK_BYTES = 1L << 20;

    private PackRules() {}

    /**
     * Returns the pack configuration of the repository, with delta chains limited to its {@code pack.depth}, which is 50 by
     * default, as in git. Each push sends a folder as a delta on the one before, and JGit reuses the deltas that it finds at any
     * depth unless it is configured.
     */
    public static PackConfig config(Repository repository) {
        PackConfig config = new PackConfig(repository);
        config.setCutDeltaChains(true);
        return config;
    }

    /**
     * Chooses the packs left behind by writes to combine between two runs of maintenance, since each object is
     * looked for in one pack after the other. Works like {@code git repack --geometric=2}:
     *
     * <ol>
     *   <li>The packs are sorted, the smallest first; those of more than a mebibyte are left out.
     *   <li>A pack is chosen if it is at most twice as large as all before it together, and so are all before it.
     *   <li>Fewer than {@value #MIN_SMALL_PACKS} are not worth it.
     * </ol>
     *
     * The number of packs stays logarithmic in what was written, except for those of a mebibyte and more, and each object is copied no
     * more often than that logarithm.
     *
     * @param packs all that writes, and earlier runs, left behind
     * @param size the size of a pack, in bytes
     * @return the packs to combine; none if there are too few
     */
    public static <T> List<T> smallPacks(Collection<T> packs, ToLongFunction<T> size) {
        List<T> small = packs.stream()
                .filter(pack -> size.applyAsLong(pack) <= MAX_SMALL_PACK_BYTES)
                .sorted(Comparator.comparingLong(size))
                .toList();
        List<T> before = new ArrayList<>();
        List<T> chosen = List.of();
        long bytes = 0;
        for (T pack : small) {
            before.add(pack);
            if (size.applyAsLong(pack) <= FACTOR * bytes) {
                chosen = List.copyOf(before);
            }
            bytes += size.applyAsLong(pack);
        }
        return chosen.size() < MIN_SMALL_PACKS ? List.of() : chosen;
    }
}
