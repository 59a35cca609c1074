package dev.gitsync.jdbi.internal.repository;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The chunks that this process wrote last, since what was written is mostly what is read next: the newest trees, and the
 * index. A chunk never changes, so that it can't be out of date. Safe for use by several threads.
 */
final class RecentChunks {
    private static final long MOST_BYTES = 16L << 20;

    private final Map<Key, byte[]> chunks = new LinkedHashMap<>();
    private long bytes;

    private record Key(UUID pack, String extension, int number) {}

    /** Keeps a chunk, which must not be changed any more, and forgets the oldest ones. */
    synchronized void put(UUID pack, String extension, int number, byte[] chunk) {
        byte[] before = chunks.put(new Key(pack, extension, number), chunk);
        bytes += chunk.length - (before == null ? 0 : before.length);
        for (Iterator<byte[]> oldest = chunks.values().iterator(); bytes > MOST_BYTES; ) {
            bytes -= oldest.next().length;
            oldest.remove();
        }
    }

    /** A chunk, if it is still here. */
    synchronized byte @Nullable [] get(UUID pack, String extension, int number) {
        return chunks.get(new Key(pack, extension, number));
    }
}
