package dev.gitsync.jdbi.jgit;

import dev.gitsync.error.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.dfs.DfsPackCompactor;
import org.eclipse.jgit.internal.storage.dfs.DfsPackFile;
import org.eclipse.jgit.internal.storage.dfs.DfsRepository;
import org.eclipse.jgit.internal.storage.pack.PackExt;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.Repository;

/**
 * Puts the small packs of the last writes together, between two runs of {@link Repack}: each object is looked for in one pack
 * after the other. Which ones is decided like {@code git repack --geometric=2} does:
 *
 * <ol>
 *   <li>The packs of writes, and what became of them here before, are put in order, the smallest first.
 *   <li>A pack belongs to those that are chosen if it is at most twice as large as all before it together, and so do all before
 *       it.
 *   <li>If that is not {@value #ENOUGH} or more, there is nothing to do.
 * </ol>
 *
 * So there are never many more than that and the logarithm of what was written, but for those of a mebibyte and more, and each
 * object is copied no more often than that logarithm.
 */
public final class Compaction {
    private static final int ENOUGH = 8;
    private static final int FACTOR = 2;
    /** What is larger waits for {@link Repack}: while it is copied, writes beside it take long. */
    private static final long MOST_BYTES = 1L << 20;

    private static final Set<String> SOURCES = Set.of("INSERT", "RECEIVE", "COMPACT");

    private Compaction() {}

    /** Those of all packs of a space that should become one; none if it is not worth it. */
    public static List<UUID> choose(Collection<StoredPack> packs) {
        List<StoredPack> small = packs.stream()
                .filter(pack -> SOURCES.contains(pack.source()) && size(pack) <= MOST_BYTES)
                .sorted(Comparator.comparingLong(Compaction::size))
                .toList();
        List<UUID> before = new ArrayList<>();
        List<UUID> chosen = List.of();
        long bytes = 0;
        for (StoredPack pack : small) {
            before.add(pack.id());
            if (size(pack) <= FACTOR * bytes) {
                chosen = List.copyOf(before);
            }
            bytes += size(pack);
        }
        return chosen.size() < ENOUGH ? List.of() : chosen;
    }

    private static long size(StoredPack pack) {
        StoredFile file = pack.files().get(PackExt.PACK.getExtension());
        return file == null ? 0 : file.size();
    }

    /**
     * Puts those packs together, objects that nothing reaches included; whether there were any left. Safe while others read,
     * write, and tidy up.
     *
     * @param repository a repository that has written nothing
     * @throws StoreException when the storage can't be read or written; nothing is lost then
     */
    public static boolean run(Repository repository, Collection<UUID> packs) {
        DfsRepository stored = (DfsRepository) repository;
        Set<UUID> chosen = Set.copyOf(packs);
        DfsPackCompactor compactor = new DfsPackCompactor(stored);
        try {
            List<DfsPackFile> found = Stream.of(stored.getObjectDatabase().getPacks())
                    .filter(pack -> chosen.contains(((PackDescription) pack.getPackDescription()).id()))
                    .toList();
            if (found.size() < 2) {
                return false;
            }
            found.forEach(compactor::add);
            compactor.compact(NullProgressMonitor.INSTANCE);
            return true;
        } catch (IOException e) {
            throw new StoreException("Small packs could not be put together: " + e.getMessage(), e);
        }
    }
}
