package dev.gitsync.jdbi.internal.storage;

import java.util.Map;
import java.util.UUID;

/**
 * The metadata of a pack.
 *
 * @param id the unique id of the pack
 * @param source the origin of the pack, as the name of JGit's constant
 * @param modified the creation time, in milliseconds since 1970
 * @param objects the number of objects
 * @param deltas the number of deltas among them
 * @param indexVersion the version of its index
 * @param files its files by extension
 */
public record StoredPack(
        UUID id,
        String source,
        long modified,
        long objects,
        long deltas,
        int indexVersion,
        Map<String, StoredFile> files) {
    /** Copies the map. */
    public StoredPack {
        files = Map.copyOf(files);
    }
}
