package dev.gitsync.jdbi.jgit;

import dev.gitsync.error.StoreException;
import dev.gitsync.repository.pack.SmallPacks;
import java.io.IOException;
import java.util.Collection;
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
 * Puts the {@link SmallPacks} of the last writes together, between two runs of {@link Repack}.
 */
public final class Compaction {
    private static final Set<String> SOURCES = Set.of("INSERT", "RECEIVE", "COMPACT");

    private Compaction() {}

    /** Those of all packs of a space that should become one; none if it is not worth it. */
    public static List<UUID> choose(Collection<StoredPack> packs) {
        List<StoredPack> written =
                packs.stream().filter(pack -> SOURCES.contains(pack.source())).toList();
        return SmallPacks.choose(written, Compaction::size).stream()
                .map(StoredPack::id)
                .toList();
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
