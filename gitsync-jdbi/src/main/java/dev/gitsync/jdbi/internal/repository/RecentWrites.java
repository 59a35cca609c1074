package dev.gitsync.jdbi.internal.repository;

import dev.gitsync.jdbi.internal.storage.Compaction;
import dev.gitsync.jdbi.internal.storage.StoredPack;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process remembers of its own writes: the newest chunks, and in which spaces small packs have gathered. Safe for
 * use by several threads.
 */
public final class RecentWrites {
    private static final int MOST_UNJOINABLE = 10_000;
    private static final int MOST_SPACES = 10_000;

    private final RecentChunks chunks = new RecentChunks();
    /** The packs that should become one, by space; seen when somebody listed them. */
    private final Map<String, List<UUID>> gathered = new ConcurrentHashMap<>();
    /** Packs that could not become one, so that it is not tried after each write; maintenance can do without. */
    private final Set<UUID> unjoinable = ConcurrentHashMap.newKeySet();

    /** The chunks that were written last. */
    RecentChunks chunks() {
        return chunks;
    }

    /** Takes note of all packs of a space. */
    void listed(String space, Collection<StoredPack> packs) {
        List<UUID> chosen = Compaction.choose(
                packs.stream().filter(pack -> !unjoinable.contains(pack.id())).toList());
        if (!chosen.isEmpty()) {
            if (gathered.size() >= MOST_SPACES) {
                gathered.clear(); // who lists the packs of a space next sees them again
            }
            gathered.put(space, chosen);
        }
    }

    /** Takes note of packs that could not become one. */
    public void failed(Collection<UUID> packs) {
        if (unjoinable.size() < MOST_UNJOINABLE) {
            unjoinable.addAll(packs);
        }
    }

    /** The packs that should become one, if there are any; for the first who asks. */
    public List<UUID> take(String space) {
        List<UUID> packs = gathered.remove(space);
        return packs == null ? List.of() : packs;
    }
}
