package dev.gitsync.jdbi.internal.storage;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Where the packs of one space are kept. Safe for use by several threads. Every call throws
 * {@link dev.gitsync.error.StoreException} when the storage can't be reached.
 */
public interface PackStorage {
    /** The length of all chunks of a file but its last, in bytes. */
    int CHUNK_BYTES = 64 << 10;

    /** All committed packs. */
    List<StoredPack> packs();

    /** Begins a pack that is too large to be committed at once; nobody else sees it yet. */
    void begin(UUID pack, String source);

    /** Adds chunks to a file of a pack that is begun and not committed. */
    void write(UUID pack, String extension, int firstChunk, List<byte[]> chunks);

    /** Reads up to {@code most} chunks, which must not be changed; one at least unless the file ends. */
    List<byte[]> read(UUID pack, String extension, int firstChunk, int most);

    /** Makes new packs visible and takes old ones away, all or nothing. */
    void commit(Collection<NewPack> packs, Collection<UUID> replaced);

    /**
     * Puts a new pack in the place of others, all or nothing; does nothing if one of them is not in use any more, since
     * somebody else has put it together or tidied up. Whether it did.
     */
    boolean replace(NewPack pack, Collection<UUID> replaced);

    /** Throws away packs that are begun and not committed. */
    void discard(Collection<UUID> packs);
}
