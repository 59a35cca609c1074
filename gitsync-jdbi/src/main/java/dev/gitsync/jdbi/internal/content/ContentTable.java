package dev.gitsync.jdbi.internal.content;

import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.jdbi.internal.storage.PackStorage;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.Space;
import java.sql.Types;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The contents of one space, as rows and chunks. A connection is held for one statement, or for one short transaction. */
record ContentTable(Database database, Space space) {
    static final int CHUNK_BYTES = PackStorage.CHUNK_BYTES;

    Map<ContentHash, Long> sizes(Collection<ContentHash> hashes) {
        return database.read("look up contents of space " + space.id(), handle -> {
            Map<ContentHash, Long> sizes = new HashMap<>();
            handle.createQuery(
                            "SELECT hash, size FROM gitsync_contents WHERE space_id = :space AND hash = ANY(:hashes)")
                    .bind("space", space.id().value())
                    .bindBySqlType(
                            "hashes", hashes.stream().map(ContentHash::value).toArray(String[]::new), Types.ARRAY)
                    .map((row, ctx) -> Map.entry(new ContentHash(row.getString("hash")), row.getLong("size")))
                    .forEach(found -> sizes.put(found.getKey(), found.getValue()));
            return sizes;
        });
    }

    Optional<StoredContent> find(ContentHash hash) {
        return database.read("look up contents of space " + space.id(), handle -> find(handle, hash));
    }

    Optional<StoredContent> find(Handle handle, ContentHash hash) {
        return handle.createQuery("""
                        SELECT id, size, blob, has_chunks FROM gitsync_contents
                        WHERE space_id = :space AND hash = :hash""")
                .bind("space", space.id().value())
                .bind("hash", hash.value())
                .map((row, ctx) -> new StoredContent(
                        row.getObject("id", UUID.class),
                        row.getLong("size"),
                        row.getString("blob"),
                        row.getBoolean("has_chunks")))
                .findOne();
    }

    /** Begins the grace time of contents anew, and returns their size; empty if the space does not have them. */
    Optional<Long> renew(Handle handle, ContentHash hash) {
        return handle.createQuery("""
                        UPDATE gitsync_contents SET stored_at = clock_timestamp()
                        WHERE space_id = :space AND hash = :hash RETURNING size""")
                .bind("space", space.id().value())
                .bind("hash", hash.value())
                .mapTo(Long.class)
                .findOne();
    }

    /** Begins the grace time of unused contents anew, unless that was done within the last minutes; returns how many there were. */
    int renewAll(Handle handle, Collection<ContentHash> hashes) {
        return handle.createUpdate("""
                        UPDATE gitsync_contents SET stored_at = clock_timestamp() WHERE id IN (
                            SELECT id FROM gitsync_contents
                            WHERE space_id = :space AND hash = ANY(:hashes) AND NOT is_referenced
                                AND stored_at < clock_timestamp() - interval '5 minutes'
                            ORDER BY hash FOR NO KEY UPDATE)""")
                .bind("space", space.id().value())
                .bindBySqlType("hashes", hashes.stream().map(ContentHash::value).toArray(String[]::new), Types.ARRAY)
                .execute();
    }

    /** Inserts contents that have chunks: a draft, which is not read, until {@link #complete}. */
    void begin(Handle handle, UUID id) {
        handle.createUpdate("""
                        INSERT INTO gitsync_contents (id, space_id, size, has_chunks) VALUES (:id, :space, 0, true)""")
                .bind("id", id)
                .bind("space", space.id().value())
                .execute();
    }

    /** Returns whether a draft still exists, and keeps it from being deleted until the transaction ends. */
    boolean isBegun(Handle handle, UUID id) {
        return handle.createQuery("SELECT 1 FROM gitsync_contents WHERE id = :id AND hash IS NULL FOR KEY SHARE")
                .bind("id", id)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** Returns how many chunks of a draft are stored. */
    int chunks(Handle handle, UUID id) {
        return handle.createQuery("SELECT count(*) FROM gitsync_content_chunks WHERE content_id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .one();
    }

    /** Makes a draft readable. */
    void complete(Handle handle, UUID id, CheckedContent checked) {
        handle.createUpdate("""
                        UPDATE gitsync_contents SET hash = :hash, size = :size, stored_at = clock_timestamp()
                        WHERE id = :id AND hash IS NULL""")
                .bind("id", id)
                .bind("hash", checked.hash().value())
                .bind("size", checked.size())
                .execute();
    }

    void delete(Handle handle, UUID id) {
        handle.createUpdate("DELETE FROM gitsync_contents WHERE id = :id AND hash IS NULL")
                .bind("id", id)
                .execute();
    }

    /** Inserts many chunks without arrays, which would hold them in memory once more, on the client and on the server. */
    void insert(Handle handle, UUID id, int first, List<byte[]> chunks) {
        if (chunks.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch(
                "INSERT INTO gitsync_content_chunks (content_id, number, bytes) VALUES (:id, :number, :bytes)");
        for (int i = 0; i < chunks.size(); i++) {
            batch.bind("id", id)
                    .bind("number", first + i)
                    .bind("bytes", chunks.get(i))
                    .add();
        }
        batch.execute();
    }

    /** Reads up to {@code most} chunks. */
    List<byte[]> read(UUID id, int first, int most) {
        return database.read(
                "read contents of space " + space.id(),
                handle -> handle.createQuery("""
                                SELECT bytes FROM gitsync_content_chunks
                                WHERE content_id = :id AND number >= :first AND number < :end ORDER BY number""")
                        .bind("id", id)
                        .bind("first", first)
                        .bind("end", first + most)
                        .mapTo(byte[].class)
                        .list());
    }
}
