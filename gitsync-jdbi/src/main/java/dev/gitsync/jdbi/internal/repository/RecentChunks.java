package dev.gitsync.jdbi.internal.repository;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A cache of the chunks that this process wrote last, because the newest trees and the index are usually read next. A
 * chunk never changes, so an entry can't be stale. Safe for use by several threads.
 */
final class RecentChunks {
    private static final long MOST_BYTES = 16L << 20;

    private final Map<Key, byte[]> chunks = new LinkedHashMap<>();
    private long bytes;

    private record Key(UUID pack, String extension, int number) {}

    /** Caches a chunk, which must not be changed any more, and evicts the oldest ones. */
    synchronized void put(UUID pack, String extension, int number, byte[] chunk) {
        byte[] before = chunks.put(new Key(pack, extension, number), chunk);
        bytes += chunk.length - (before == null ? 0 : before.length);
        for (Iterator<byte[]> oldest = chunks.values().iterator(); bytes > MOST_BYTES; ) {
            bytes -= oldest.next().length;
            oldest.remove();
        }
    }

    /** Returns a chunk, or null if it is not cached. */
    synchronized byte @Nullable [] get(UUID pack, String extension, int number) {
        return chunks.get(new Key(pack, extension, number));
    }
}
