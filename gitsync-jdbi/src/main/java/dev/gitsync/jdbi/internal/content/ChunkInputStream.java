package dev.gitsync.jdbi.internal.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads contents chunk by chunk, up to 1 MiB with one statement. The chunks may be deleted meanwhile, since git has the
 * contents, too; the rest is then read from there. Not safe for use by several threads.
 */
final class ChunkInputStream extends InputStream {
    private static final int MOST_AT_ONCE = 16;

    private final Chunks chunks;
    private final long size;
    private long position;
    private List<byte[]> window = List.of();
    private int windowStart;
    /** The number of chunks to read next: a reader of a few bytes reads no mebibyte. */
    private int atOnce = 1;

    private @Nullable InputStream elsewhere;

    /** The chunks, and another place of the same contents. */
    interface Chunks {
        /** Reads up to {@code most} chunks from {@code first}. */
        List<byte[]> read(int first, int most);

        /** Opens the contents elsewhere, from an offset. */
        InputStream elsewhere(long offset) throws IOException;
    }

    ChunkInputStream(Chunks chunks, long size, long offset) {
        this.chunks = chunks;
        this.size = size;
        this.position = Math.min(offset, size);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (elsewhere == null && position < size && !isAhead()) {
            elsewhere = chunks.elsewhere(position);
        }
        if (elsewhere != null) {
            return elsewhere.read(target, offset, length);
        }
        if (position >= size) {
            return -1;
        }
        byte[] chunk = window.get(number() - windowStart);
        int from = (int) (position % ContentTable.CHUNK_BYTES);
        int read = Math.min(length, chunk.length - from);
        System.arraycopy(chunk, from, target, offset, read);
        position += read;
        return read;
    }

    /** Reads the chunk at the position unless it is in memory. Returns false if it does not exist any more. */
    private boolean isAhead() {
        int number = number();
        if (number < windowStart || number >= windowStart + window.size()) {
            window = List.of();
            window = chunks.read(number, atOnce);
            windowStart = number;
            atOnce = Math.min(MOST_AT_ONCE, atOnce * 4);
        }
        return !window.isEmpty();
    }

    private int number() {
        return (int) (position / ContentTable.CHUNK_BYTES);
    }

    @Override
    public long skip(long bytes) throws IOException {
        if (elsewhere != null) {
            return elsewhere.skip(bytes);
        }
        long skipped = Math.max(0, Math.min(bytes, size - position));
        position += skipped;
        return skipped;
    }

    @Override
    public void close() throws IOException {
        window = List.of();
        position = size;
        if (elsewhere != null) {
            elsewhere.close();
        }
    }
}
