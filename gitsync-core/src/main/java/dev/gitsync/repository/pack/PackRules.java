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

    /** Maintenance compares larger files with no others; images, for which that takes 0.3 s for each MB, have nothing in common. */
    private static final int MOST_COMPARED_BYTES = 256 << 10;
    /** The same for a fetch, which compares what no maintenance has seen yet, again for each client. Most pages are smaller. */
    private static final int MOST_COMPARED_BYTES_OF_FETCH = 32 << 10;

    private PackRules() {}

    /**
     * Returns the pack configuration of the repository, with delta chains limited to its {@code pack.depth}, which is 50 by
     * default, as in git. Each push sends a folder as a delta on the one before, and JGit reuses the deltas that it finds at any
     * depth unless it is configured. Files larger than {@value #MOST_COMPARED_BYTES} bytes do not become deltas; those that are keep being.
     */
    public static PackConfig config(Repository repository) {
        PackConfig config = new PackConfig(repository);
        config.setCutDeltaChains(true);
        config.setBigFileThreshold(MOST_COMPARED_BYTES);
        return config;
    }

    /** Returns the same for a pack that is sent to a client: files larger than {@value #MOST_COMPARED_BYTES_OF_FETCH} bytes do not become deltas. */
    public static PackConfig fetchConfig(Repository repository) {
        PackConfig config = config(repository);
        config.setBigFileThreshold(MOST_COMPARED_BYTES_OF_FETCH);
        return config;
    }

    /**
     * Chooses the packs to combine between two runs of maintenance, because each lookup of an object searches one pack
     * after the other. Works like {@code git repack --geometric=2}:
     *
     * <ol>
     *   <li>Sort the packs by size, the smallest first, and leave out those larger than 1 MiB.
     *   <li>Choose each pack that is at most twice as large as all packs before it together, and all packs before it.
     *   <li>Choose none if this finds fewer than {@value #MIN_SMALL_PACKS}.
     * </ol>
     *
     * The number of packs of up to 1 MiB, and the number of times that an object is copied, grow with the logarithm of
     * the bytes written.
     *
     * @param packs all packs that writes and earlier runs have left
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
