package dev.gitsync.jdbi.internal.storage;

import dev.gitsync.error.StoreException;
import dev.gitsync.repository.pack.PackRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Puts the {@link PackRules#smallPacks small packs} of the last writes together, between two runs of {@link Repack}.
 */
public final class Compaction {
    private static final Set<String> SOURCES = Set.of("INSERT", "RECEIVE", "COMPACT");

    /** All are in memory at once. */
    private static final long MOST_BYTES = 16L << 20;

    private static final int MOST_PACKS = 32;

    private Compaction() {}

    /** Those of all packs of a space that should become one; none if it is not worth it. */
    public static List<UUID> choose(Collection<StoredPack> packs) {
        List<StoredPack> written = packs.stream()
                .filter(pack -> SOURCES.contains(pack.source()) && JoinedPacks.isJoinable(pack))
                .toList();
        List<UUID> chosen = new ArrayList<>();
        long bytes = 0;
        for (StoredPack pack : PackRules.smallPacks(written, JoinedPacks::size)) {
            bytes += JoinedPacks.size(pack);
            if (bytes <= MOST_BYTES && chosen.size() < MOST_PACKS) {
                chosen.add(pack.id());
            }
        }
        return chosen;
    }

    /**
     * Puts those packs together, objects that nothing reaches included; does nothing if one of them is not in use any more, as
     * when somebody else was faster. Safe while others read, write, and tidy up.
     *
     * @return whether they are one now
     * @throws StoreException when the storage can't be read or written; nothing is lost then
     */
    public static boolean run(PackStorage storage, Collection<UUID> packs) {
        Set<UUID> chosen = Set.copyOf(packs);
        List<StoredPack> found = storage.packs().stream()
                .filter(pack -> chosen.contains(pack.id()))
                .toList();
        if (found.size() < chosen.size()) {
            return false;
        }
        try {
            return storage.replace(JoinedPacks.ofStored(storage, found), chosen);
        } catch (IOException e) {
            throw new StoreException("Small packs could not be combined: " + e.getMessage(), e);
        }
    }
}
