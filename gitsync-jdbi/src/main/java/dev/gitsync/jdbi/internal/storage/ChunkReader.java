package dev.gitsync.jdbi.internal.storage;

import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jgit.internal.storage.dfs.ReadableChannel;

/** Reads a file of a pack, one chunk at a time or as many as JGit announces to read ahead. For one thread. */
public final class ChunkReader implements ReadableChannel {
    private static final int MOST_AHEAD = 32;

    private final Chunks chunks;
    private final long size;
    private long position;
    private int chunksAtOnce = 1;
    private List<byte[]> window = List.of();
    private int windowStart;
    private boolean isOpen = true;

    /** A source of chunks. */
    public interface Chunks {
        /** Reads up to {@code most} chunks from {@code first}; at least one unless the file ends. */
        List<byte[]> read(int first, int most);
    }

    public ChunkReader(Chunks chunks, long size) {
        this.chunks = chunks;
        this.size = size;
    }

    @Override
    public int read(ByteBuffer target) {
        int read = 0;
        while (target.hasRemaining() && position < size) {
            byte[] chunk = chunk((int) (position / PackStorage.CHUNK_BYTES));
            int offset = (int) (position % PackStorage.CHUNK_BYTES);
            int length = Math.min(target.remaining(), chunk.length - offset);
            if (length <= 0) {
                break;
            }
            target.put(chunk, offset, length);
            position += length;
            read += length;
        }
        return read == 0 && target.hasRemaining() ? -1 : read;
    }

    private byte[] chunk(int number) {
        if (number < windowStart || number >= windowStart + window.size()) {
            window = chunks.read(number, chunksAtOnce);
            windowStart = number;
        }
        return window.isEmpty() ? new byte[0] : window.get(number - windowStart);
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void position(long newPosition) {
        position = newPosition;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int blockSize() {
        return PackStorage.CHUNK_BYTES;
    }

    @Override
    public void setReadAheadBytes(int bytes) {
        chunksAtOnce = Math.max(1, Math.min(MOST_AHEAD, bytes / PackStorage.CHUNK_BYTES));
    }

    @Override
    public boolean isOpen() {
        return isOpen;
    }

    @Override
    public void close() {
        isOpen = false;
        window = List.of();
    }
}
