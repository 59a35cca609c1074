package dev.gitsync.jdbi.jgit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jgit.internal.storage.dfs.DfsOutputStream;

/**
 * Writes a file of a pack in chunks, {@value #CHUNKS_AT_ONCE} at a time, and reads back what was written, as JGit must to
 * resolve deltas. Holds a mebibyte at most. For one thread.
 */
final class ChunkWriter extends DfsOutputStream {
    private static final int CHUNKS_AT_ONCE = 16;

    private final PackStorage storage;
    private final long pack;
    private final String extension;
    /** Full chunks that are not stored yet, the first of which has the number {@code stored}. */
    private final List<byte[]> waiting = new ArrayList<>();

    private final byte[] chunk = new byte[PackStorage.CHUNK_BYTES];
    private int used;
    private int stored;
    private boolean isClosed;
    private byte[] readBack = new byte[0];
    private int readBackNumber = -1;

    ChunkWriter(PackStorage storage, long pack, String extension) {
        this.storage = storage;
        this.pack = pack;
        this.extension = extension;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int from = offset;
        int left = length;
        while (left > 0) {
            int part = Math.min(left, chunk.length - used);
            System.arraycopy(bytes, from, chunk, used, part);
            used += part;
            from += part;
            left -= part;
            if (used == chunk.length) {
                waiting.add(chunk.clone());
                used = 0;
                if (waiting.size() == CHUNKS_AT_ONCE) {
                    store();
                }
            }
        }
    }

    @Override
    public int read(long position, ByteBuffer target) {
        int number = (int) (position / PackStorage.CHUNK_BYTES);
        int offset = (int) (position % PackStorage.CHUNK_BYTES);
        byte[] from = chunk(number);
        int end = number == stored + waiting.size() && !isClosed ? used : from.length;
        int length = Math.min(target.remaining(), end - offset);
        if (length <= 0) {
            return -1;
        }
        target.put(from, offset, length);
        return length;
    }

    private byte[] chunk(int number) {
        if (number >= stored) {
            int ahead = number - stored;
            return ahead < waiting.size() ? waiting.get(ahead) : ahead == waiting.size() ? chunk : new byte[0];
        }
        if (number != readBackNumber) {
            List<byte[]> read = storage.read(pack, extension, number, 1);
            readBack = read.isEmpty() ? new byte[0] : read.get(0);
            readBackNumber = number;
        }
        return readBack;
    }

    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        if (used > 0) {
            waiting.add(Arrays.copyOf(chunk, used));
            used = 0;
        }
        store();
        isClosed = true;
    }

    private void store() {
        if (!waiting.isEmpty()) {
            storage.write(pack, extension, stored, waiting);
            stored += waiting.size();
            waiting.clear();
        }
    }
}
