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
 * A record of this process's recent writes and reads: the newest chunks, those read ahead, and the spaces in which small packs have accumulated.
 * Safe for use by several threads.
 */
public final class RecentWrites {
    private static final int MOST_UNJOINABLE = 10_000;
    private static final int MOST_SPACES = 10_000;

    private final RecentChunks chunks = new RecentChunks();
    private final ReadAhead readAhead = new ReadAhead();
    /** The packs to compact, by space, as found when the packs were last listed. */
    private final Map<String, List<UUID>> gathered = new ConcurrentHashMap<>();
    /**
     * Packs that could not be compacted, so that compaction is not retried after each write; maintenance does not need
     * them.
     */
    private final Set<UUID> unjoinable = ConcurrentHashMap.newKeySet();

    /** Returns the cache of the chunks that were written last. */
    RecentChunks chunks() {
        return chunks;
    }

    /** Returns the chunks that were read ahead. */
    ReadAhead readAhead() {
        return readAhead;
    }

    /** Records all packs of a space. */
    void listed(String space, Collection<StoredPack> packs) {
        List<UUID> chosen = Compaction.choose(
                packs.stream().filter(pack -> !unjoinable.contains(pack.id())).toList());
        if (!chosen.isEmpty()) {
            if (gathered.size() >= MOST_SPACES) {
                gathered.clear(); // the next listing of the packs of a space finds them again
            }
            gathered.put(space, chosen);
        }
    }

    /** Records packs that could not be compacted. */
    public void failed(Collection<UUID> packs) {
        if (unjoinable.size() < MOST_UNJOINABLE) {
            unjoinable.addAll(packs);
        }
    }

    /** Returns the packs to compact, if any, and removes them, so that only the first caller gets them. */
    public List<UUID> take(String space) {
        List<UUID> packs = gathered.remove(space);
        return packs == null ? List.of() : packs;
    }
}
