package dev.gitsync.jdbi;

import dev.gitsync.jdbi.jgit.PackStorage;
import dev.gitsync.jdbi.jgit.StoredFile;
import dev.gitsync.jdbi.jgit.StoredPack;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The packs of one space in PostgreSQL. A connection is held for one statement, or for one commit, and never in between. */
record JdbiPacks(Database database, String space) implements PackStorage {
    @Override
    public List<StoredPack> packs() {
        return database.read("list the packs of space " + space, handle -> {
            Map<Long, StoredPack> packs = new LinkedHashMap<>();
            handle.createQuery("""
                            SELECT p.id, p.name, p.source, p.created_at, p.objects, p.deltas, p.index_version,
                                f.ext, f.size, f.block_size
                            FROM gitsync_packs p JOIN gitsync_pack_files f ON f.pack_id = p.id
                            WHERE p.space_id = :space AND p.is_committed AND p.replaced_at IS NULL""")
                    .bind("space", space)
                    .map((row, ctx) -> pack(row))
                    .forEach(pack -> packs.merge(pack.id(), pack, JdbiPacks::together));
            return List.copyOf(packs.values());
        });
    }

    private static StoredPack pack(ResultSet row) throws SQLException {
        return new StoredPack(
                row.getLong("id"),
                row.getString("name"),
                row.getString("source"),
                row.getTimestamp("created_at").getTime(),
                row.getLong("objects"),
                row.getLong("deltas"),
                row.getInt("index_version"),
                Map.of(row.getString("ext"), new StoredFile(row.getLong("size"), row.getInt("block_size"))));
    }

    private static StoredPack together(StoredPack one, StoredPack other) {
        Map<String, StoredFile> files = new HashMap<>(one.files());
        files.putAll(other.files());
        return new StoredPack(
                one.id(),
                one.name(),
                one.source(),
                one.modified(),
                one.objects(),
                one.deltas(),
                one.indexVersion(),
                files);
    }

    @Override
    public long begin(String name, String source) {
        return database.write(
                "begin a pack of space " + space,
                handle -> handle.createUpdate("""
                                INSERT INTO gitsync_packs (space_id, name, source) VALUES (:space, :name, :source)""")
                        .bind("space", space)
                        .bind("name", name)
                        .bind("source", source)
                        .executeAndReturnGeneratedKeys("id")
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public void write(long pack, String extension, int firstChunk, List<byte[]> chunks) {
        database.write("write a pack of space " + space, handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    INSERT INTO gitsync_pack_chunks (pack_id, ext, number, bytes)
                    VALUES (:pack, :ext, :number, :bytes)""");
            for (int i = 0; i < chunks.size(); i++) {
                batch.bind("pack", pack)
                        .bind("ext", extension)
                        .bind("number", firstChunk + i)
                        .bind("bytes", chunks.get(i))
                        .add();
            }
            return batch.execute().length;
        });
    }

    @Override
    public List<byte[]> read(long pack, String extension, int firstChunk, int most) {
        return database.read(
                "read a pack of space " + space,
                handle -> handle.createQuery("""
                                SELECT bytes FROM gitsync_pack_chunks
                                WHERE pack_id = :pack AND ext = :ext AND number >= :first AND number < :end
                                ORDER BY number""")
                        .bind("pack", pack)
                        .bind("ext", extension)
                        .bind("first", firstChunk)
                        .bind("end", firstChunk + most)
                        .mapTo(byte[].class)
                        .list());
    }

    @Override
    public void commit(Collection<StoredPack> packs, Collection<Long> replaced) {
        database.write("commit packs of space " + space, handle -> {
            packs.forEach(pack -> commit(handle, pack));
            for (long pack : replaced) {
                handle.createUpdate("UPDATE gitsync_packs SET replaced_at = clock_timestamp() WHERE id = :id")
                        .bind("id", pack)
                        .execute();
            }
            return packs.size();
        });
    }

    private static void commit(Handle handle, StoredPack pack) {
        handle.createUpdate("""
                        UPDATE gitsync_packs SET is_committed = true, source = :source, objects = :objects, deltas = :deltas,
                            index_version = :index, created_at = :modified
                        WHERE id = :id""")
                .bind("source", pack.source())
                .bind("objects", pack.objects())
                .bind("deltas", pack.deltas())
                .bind("index", pack.indexVersion())
                .bind("modified", new Timestamp(pack.modified()))
                .bind("id", pack.id())
                .execute();
        PreparedBatch files = handle.prepareBatch("""
                INSERT INTO gitsync_pack_files (pack_id, ext, size, block_size) VALUES (:pack, :ext, :size, :block)""");
        pack.files()
                .forEach((extension, file) -> files.bind("pack", pack.id())
                        .bind("ext", extension)
                        .bind("size", file.size())
                        .bind("block", file.blockSize())
                        .add());
        files.execute();
    }

    @Override
    public void discard(Collection<Long> packs) {
        database.write("discard packs of space " + space, handle -> {
            int discarded = 0;
            for (long pack : packs) {
                discarded += handle.createUpdate("DELETE FROM gitsync_packs WHERE id = :id AND NOT is_committed")
                        .bind("id", pack)
                        .execute();
            }
            return discarded;
        });
    }

    /** Deletes what nobody can need any more: packs that were replaced, or begun and never committed, before {@code grace}. */
    int purge(Duration grace) {
        return database.write(
                "delete old packs of space " + space,
                handle -> handle.createUpdate("""
                                DELETE FROM gitsync_packs
                                WHERE space_id = :space AND (NOT is_committed OR replaced_at IS NOT NULL)
                                    AND coalesce(replaced_at, created_at)
                                        < clock_timestamp() - :millis * interval '1 millisecond'""")
                        .bind("space", space)
                        .bind("millis", grace.toMillis())
                        .execute());
    }
}
