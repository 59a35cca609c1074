package dev.gitsync.jdbi.internal.repository;

import dev.gitsync.jdbi.internal.sql.Columns;
import dev.gitsync.jdbi.internal.storage.NewPack;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Update;

/** A piece of a file of a pack: a row to be written. */
final class PackChunk {
    /** The end of a statement that inserts chunks together with other rows. */
    static final String INSERT = """
            INSERT INTO gitsync_pack_chunks (pack_id, ext, number, bytes)
            SELECT * FROM unnest(:chunkPacks, :chunkExtensions, :chunkNumbers, :chunkBytes)""";

    private final UUID pack;
    private final String extension;
    private final int number;
    private final byte[] bytes;

    private PackChunk(UUID pack, String extension, int number, byte[] bytes) {
        this.pack = pack;
        this.extension = extension;
        this.number = number;
        this.bytes = bytes;
    }

    /** Returns consecutive chunks of a file. */
    static List<PackChunk> of(UUID pack, String extension, int first, List<byte[]> chunks) {
        return IntStream.range(0, chunks.size())
                .mapToObj(i -> new PackChunk(pack, extension, first + i, chunks.get(i)))
                .toList();
    }

    /** Returns the chunks of a pack that are only in memory. */
    static Stream<PackChunk> unsaved(NewPack pack) {
        UUID id = pack.facts().id();
        return pack.unsaved().entrySet().stream()
                .flatMap(tail -> of(
                        id,
                        tail.getKey(),
                        tail.getValue().first(),
                        tail.getValue().chunks())
                        .stream());
    }

    /** Binds the parameters of {@link #INSERT}. */
    static void bind(Update insert, List<PackChunk> chunks) {
        Columns.bind(insert, "chunkPacks", chunks, chunk -> chunk.pack, UUID[]::new);
        Columns.bind(insert, "chunkExtensions", chunks, chunk -> chunk.extension, String[]::new);
        Columns.bind(insert, "chunkNumbers", chunks, chunk -> chunk.number, Integer[]::new);
        Columns.bind(insert, "chunkBytes", chunks, chunk -> chunk.bytes, byte[][]::new);
    }

    /** Inserts many chunks without arrays, which would hold them in memory once more, on the client and on the server. */
    static int insert(Handle handle, List<PackChunk> chunks) {
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO gitsync_pack_chunks (pack_id, ext, number, bytes) VALUES (:pack, :ext, :number, :bytes)""");
        for (PackChunk chunk : chunks) {
            batch.bind("pack", chunk.pack)
                    .bind("ext", chunk.extension)
                    .bind("number", chunk.number)
                    .bind("bytes", chunk.bytes)
                    .add();
        }
        return batch.execute().length;
    }

    /** Caches the chunks for the next reader. */
    static void remember(RecentChunks recent, List<PackChunk> chunks) {
        chunks.forEach(chunk -> recent.put(chunk.pack, chunk.extension, chunk.number, chunk.bytes));
    }
}
