package dev.gitsync.jdbi.internal.storage;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;

/**
 * The storage of the packs of one space. Safe for use by several threads. Every call throws
 * {@link dev.gitsync.error.StoreException} if the storage is unreachable.
 */
public interface PackStorage {
    /** The length of every chunk of a file except the last, in bytes. */
    int CHUNK_BYTES = 64 << 10;

    /** Returns all committed packs. */
    List<StoredPack> packs();

    /** Begins a pack that is too large to be committed at once; other readers do not see it yet. */
    void begin(UUID pack, String source);

    /** Adds chunks to a file of a pack that is begun and not committed. */
    void write(UUID pack, String extension, int firstChunk, List<byte[]> chunks);

    /** Returns what runs a {@link #write} beside the calling thread; at once within a transaction of that thread, which the write joins. */
    Executor writers();

    /** Reads up to {@code most} chunks, which must not be changed; at least one unless the file ends. */
    List<byte[]> read(UUID pack, String extension, int firstChunk, int most);

    /** Makes new packs visible and removes old ones, atomically; checks that every chunk that was added is there. */
    void commit(Collection<NewPack> packs, Collection<UUID> replaced);

    /**
     * Replaces packs with a new one, atomically; does nothing if one of them is no longer in use because another
     * process has compacted or removed it. Returns whether the packs were replaced.
     */
    boolean replace(NewPack pack, Collection<UUID> replaced);

    /** Discards packs that are begun and not committed. */
    void discard(Collection<UUID> packs);
}
