package dev.gitsync.jdbi.internal.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jgit.internal.storage.dfs.DfsOutputStream;

/**
 * Writes a file of a pack in chunks, and reads it back, which JGit needs to resolve deltas. Holds at most
 * {@value #CHUNKS_AT_ONCE} chunks, or 1 MiB: a file up to that size stays in memory until its pack is committed. For
 * one thread at a time.
 */
final class ChunkWriter extends DfsOutputStream {
    private static final int CHUNKS_AT_ONCE = 16;

    private final StoredChunks storedChunks;
    private final String extension;
    /** Full chunks that are not stored yet, the first of which has the number {@code stored}. */
    private final List<byte[]> waiting = new ArrayList<>();

    private byte[] chunk = new byte[PackStorage.CHUNK_BYTES];
    private int used;
    private int stored;
    private boolean isClosed;
    private byte[] readBack = new byte[0];
    private int readBackNumber = -1;

    /** The chunks of the pack that are in the storage. */
    interface StoredChunks {
        /** Stores chunks of a file, the first of which has the number {@code first}. */
        void store(String extension, int first, List<byte[]> chunks);

        /** Returns up to {@code most} stored chunks of a file from {@code first}. */
        List<byte[]> read(String extension, int first, int most);
    }

    ChunkWriter(StoredChunks storedChunks, String extension) {
        this.storedChunks = storedChunks;
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
                if (waiting.size() == CHUNKS_AT_ONCE) {
                    store();
                }
                waiting.add(chunk.clone());
                used = 0;
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
            List<byte[]> read = storedChunks.read(extension, number, 1);
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
        }
        isClosed = true;
        chunk = new byte[0];
        used = 0;
        readBack = chunk;
        readBackNumber = -1;
    }

    /** Returns up to {@code most} chunks of the closed file from {@code first}. */
    List<byte[]> chunks(int first, int most) {
        if (first < stored) {
            return storedChunks.read(extension, first, Math.min(most, stored - first));
        }
        int from = Math.min(first - stored, waiting.size());
        return List.copyOf(waiting.subList(from, Math.min(from + most, waiting.size())));
    }

    /** Returns the part of the closed file that is not stored. */
    NewPack.Tail tail() {
        return new NewPack.Tail(stored, waiting);
    }

    private void store() {
        storedChunks.store(extension, stored, waiting);
        stored += waiting.size();
        waiting.clear();
    }
}
