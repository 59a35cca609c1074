package dev.gitsync.jdbi.jgit;

import java.util.Collection;
import java.util.List;

/**
 * Where the packs of one space are kept. Safe for use by several threads. Every call throws
 * {@link dev.gitsync.error.StoreException} when the storage can't be reached.
 */
public interface PackStorage {
    /** The length of all chunks of a file but its last, in bytes. */
    int CHUNK_BYTES = 64 << 10;

    /** All committed packs. */
    List<StoredPack> packs();

    /** Begins a pack, which nobody else sees yet, and answers its id. */
    long begin(String name, String source);

    /** Adds chunks to a file of a pack that is not committed. */
    void write(long pack, String extension, int firstChunk, List<byte[]> chunks);

    /** Reads up to {@code most} chunks; fewer where the file ends. */
    List<byte[]> read(long pack, String extension, int firstChunk, int most);

    /** Makes new packs visible and takes old ones away, all or nothing. */
    void commit(Collection<StoredPack> packs, Collection<Long> replaced);

    /** Throws away packs that are not committed. */
    void discard(Collection<Long> packs);
}
