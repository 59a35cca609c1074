package dev.gitsync.jdbi.internal.storage;

import java.util.Map;
import java.util.UUID;

/**
 * What there is to know about a pack.
 *
 * @param id unlike any other pack's
 * @param source where it came from, by the name of JGit's constant
 * @param modified when it was made, in milliseconds since 1970
 * @param objects how many objects it has
 * @param deltas how many of them are deltas
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
    /** Takes a copy of the map. */
    public StoredPack {
        files = Map.copyOf(files);
    }
}
