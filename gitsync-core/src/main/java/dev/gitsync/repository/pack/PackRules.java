package dev.gitsync.repository.pack;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.pack.PackConfig;

/** What all stores decide alike when they write packs of others: how long chains of deltas get, and which packs are joined. */
public final class PackRules {
    /** How many small packs are worth a {@link dev.gitsync.repository.RepositoryStore#pendingCompaction compaction}. */
    public static final int MIN_SMALL_PACKS = 16;

    private static final int FACTOR = 2;
    /** Larger packs wait for maintenance: while one is copied, writes beside it take long. */
    private static final long MAX_SMALL_PACK_BYTES = 1L << 20;

    private PackRules() {}

    /**
     * Returns what the repository's configuration says of packs, with chains of deltas cut at its {@code pack.depth}, which is 50 by
     * default, as in git. Each push sends a folder as a delta on the one before, and JGit reuses the deltas that it finds at any
     * depth unless it is told so.
     */
    public static PackConfig config(Repository repository) {
        PackConfig config = new PackConfig(repository);
        config.setCutDeltaChains(true);
        return config;
    }

    /**
     * Chooses which of the packs that writes left behind should become one between two runs of maintenance, since each object is
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
     * @return the packs to join; none if it is not worth it
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
