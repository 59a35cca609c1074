package dev.gitsync.jdbi.internal.jgit;

import dev.gitsync.jdbi.internal.storage.NewPack;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/**
 * Where the refs of one space are kept. Safe for use by several threads. Every call throws
 * {@link dev.gitsync.error.StoreException} when the storage can't be reached.
 */
public interface RefStorage {
    /** The ids of all refs by name, in hexadecimal. */
    SortedMap<String, String> refs();

    /**
     * Moves all of them if each is where it is said to be, and makes the new packs visible in the same moment; else does
     * neither. Answers whether they moved.
     */
    boolean move(List<RefMove> moves, Collection<NewPack> packs);
}
