package dev.gitsync.jdbi.internal.storage;

import java.util.List;
import java.util.Map;

/**
 * A pack that is about to be committed.
 *
 * @param facts the metadata of the pack
 * @param isBegun whether a part of it is already stored, because it exceeds the memory limit
 * @param unsaved the ends of its files that are not stored yet, by extension
 */
public record NewPack(StoredPack facts, boolean isBegun, Map<String, Tail> unsaved) {
    /** Copies the map. */
    public NewPack {
        unsaved = Map.copyOf(unsaved);
    }

    /**
     * The end of a file.
     *
     * @param first the number of its first chunk
     */
    public record Tail(int first, List<byte[]> chunks) {
        /** Takes a copy of the list, though not of the bytes. */
        public Tail {
            chunks = List.copyOf(chunks);
        }
    }
}
