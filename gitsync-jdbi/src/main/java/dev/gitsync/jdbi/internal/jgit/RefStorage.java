package dev.gitsync.jdbi.internal.jgit;

import dev.gitsync.jdbi.internal.storage.NewPack;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/**
 * The storage of the refs of one space. Safe for use by several threads. Every call throws
 * {@link dev.gitsync.error.StoreException} if the storage is unreachable.
 */
public interface RefStorage {
    /** Returns the ids of all refs by name, in hexadecimal. */
    SortedMap<String, String> refs();

    /**
     * Applies all updates if each ref has its expected id, and makes the new packs visible at the same moment;
     * otherwise does neither. Returns whether the refs moved.
     */
    boolean move(List<RefMove> moves, Collection<NewPack> packs);
}
