package dev.gitsync.jdbi.internal.storage;

import dev.gitsync.error.StoreException;
import dev.gitsync.repository.pack.PackRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Compacts the {@link PackRules#smallPacks small packs} of the last writes between two runs of {@link Repack}. */
public final class Compaction {
    private static final Set<String> SOURCES = Set.of("INSERT", "RECEIVE", "COMPACT");

    /** The size limit of one compaction, which holds all packs in memory at once. */
    private static final long MOST_BYTES = 16L << 20;

    private static final int MOST_PACKS = 32;

    private Compaction() {}

    /** Returns the packs of a space to join into one; empty if compaction is not worthwhile. */
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
     * Joins those packs, including unreachable objects. Does nothing if one of them is no longer in use, for example
     * because another process has joined it already. Safe during concurrent reads, writes and maintenance.
     *
     * @return whether the packs were joined
     * @throws StoreException if the storage can't be read or written; no data is lost
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
