package dev.gitsync.jdbi.internal.repository;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads chunks ahead for threads that go through a file of a pack in order, as a clone does. JGit asks for one chunk at a time, each time as
 * if it were the first:
 *
 * <ol>
 *   <li>A chunk that was read ahead needs no query.
 *   <li>A chunk that follows the last one of the same thread is read with those behind it: up to 4 the first time, then 16.
 *   <li>Any other chunk is read alone.
 * </ol>
 *
 * Remembers up to {@value #MOST_READERS} threads and files, with 1 MiB each. Safe for use by several threads.
 */
final class ReadAhead {
    private static final int MOST_READERS = 8;
    private static final int FIRST_STEP = 4;
    private static final int MOST_CHUNKS = 16;

    private final Map<Reader, Window> windows = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Reader, Window> eldest) {
            return size() > MOST_READERS;
        }
    };

    private record Reader(long thread, UUID pack, String extension) {}

    /** Chunks that were read with one query, from the number {@code first}. */
    private record Window(int first, List<byte[]> chunks, int step) {
        int end() {
            return first + chunks.size();
        }
    }

    /** Reads chunks from the database. */
    interface Query {
        /** Reads up to {@code most} chunks from {@code first}; at least one unless the file ends. */
        List<byte[]> read(int first, int most);
    }

    /** Returns up to {@code most} chunks from {@code first}; at least one unless the file ends. */
    List<byte[]> read(UUID pack, String extension, int first, int most, Query query) {
        Reader reader = new Reader(Thread.currentThread().getId(), pack, extension);
        Window known = find(reader);
        if (known != null && first >= known.first() && first < known.end()) {
            int from = first - known.first();
            return known.chunks().subList(from, Math.min(known.chunks().size(), from + most));
        }
        int step = known == null || first != known.end() ? 1 : known.step() == 1 ? FIRST_STEP : MOST_CHUNKS;
        List<byte[]> read = query.read(first, Math.max(step, most));
        remember(reader, new Window(first, read, step));
        return read.subList(0, Math.min(read.size(), most));
    }

    private synchronized @Nullable Window find(Reader reader) {
        return windows.get(reader);
    }

    private synchronized void remember(Reader reader, Window window) {
        windows.put(reader, window);
    }
}
