package dev.gitsync.jdbi.internal.repository;

import dev.gitsync.jdbi.internal.sql.Columns;
import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.jdbi.internal.storage.NewPack;
import dev.gitsync.jdbi.internal.storage.PackStorage;
import dev.gitsync.jdbi.internal.storage.StoredFile;
import dev.gitsync.jdbi.internal.storage.StoredPack;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** The packs of one space in PostgreSQL. A connection is held for one statement, or for one commit, and never in between. */
public record JdbiPacks(Database database, String space, RecentWrites lately) implements PackStorage {
    /** The number of writes after which maintenance is worthwhile. */
    private static final int MANY = 20;

    /** Packs that are no longer needed: replaced, or begun and never committed, before the grace period. */
    private static final String LEFT_OVER = """
            space_id = :space AND (NOT is_committed OR replaced_at IS NOT NULL)
                AND coalesce(replaced_at, created_at) < clock_timestamp() - :millis * interval '1 millisecond'""";

    /** Two parts, because there is one index for packs in use and another for packs not in use. */
    public static final String NEEDS_MAINTENANCE = """
            WITH written AS (
                SELECT source, created_at FROM gitsync_packs
                WHERE space_id = :space AND is_committed AND replaced_at IS NULL
                UNION ALL
                SELECT source, created_at FROM gitsync_packs
                WHERE space_id = :space AND is_committed AND replaced_at IS NOT NULL)
            SELECT (SELECT count(*) FROM written WHERE source IN ('INSERT', 'RECEIVE') AND created_at > coalesce(
                    (SELECT max(created_at) FROM written WHERE source = 'GC'), '-infinity')) >= :many
                OR EXISTS (SELECT FROM gitsync_packs WHERE\s""" + LEFT_OVER + ")";

    /** The number of chunks that are inserted together with the rows of their packs: the chunks of a push of one page. */
    private static final int FEW = 4;

    @Override
    public List<StoredPack> packs() {
        List<StoredPack> packs = list();
        lately.listed(space, packs);
        return packs;
    }

    private List<StoredPack> list() {
        return database.read("list the packs of space " + space, handle -> {
            Map<UUID, StoredPack> packs = new LinkedHashMap<>();
            handle.createQuery("""
                            SELECT p.id, p.source, p.created_at, p.objects, p.deltas, p.index_version,
                                f.ext, f.size, f.block_size
                            FROM gitsync_packs p JOIN gitsync_pack_files f ON f.pack_id = p.id
                            WHERE p.space_id = :space AND p.is_committed AND p.replaced_at IS NULL""")
                    .bind("space", space)
                    .map((row, ctx) -> pack(row))
                    .forEach(pack -> packs.merge(pack.id(), pack, JdbiPacks::combined));
            return List.copyOf(packs.values());
        });
    }

    private static StoredPack pack(ResultSet row) throws SQLException {
        return new StoredPack(
                row.getObject("id", UUID.class),
                row.getString("source"),
                row.getTimestamp("created_at").getTime(),
                row.getLong("objects"),
                row.getLong("deltas"),
                row.getInt("index_version"),
                Map.of(row.getString("ext"), new StoredFile(row.getLong("size"), row.getInt("block_size"))));
    }

    private static StoredPack combined(StoredPack one, StoredPack other) {
        Map<String, StoredFile> files = new HashMap<>(one.files());
        files.putAll(other.files());
        return new StoredPack(
                one.id(), one.source(), one.modified(), one.objects(), one.deltas(), one.indexVersion(), files);
    }

    @Override
    public void begin(UUID pack, String source) {
        database.write(
                "create a pack of space " + space,
                handle -> handle.createUpdate("""
                                INSERT INTO gitsync_packs (id, space_id, source) VALUES (:id, :space, :source)""")
                        .bind("id", pack)
                        .bind("space", space)
                        .bind("source", source)
                        .execute());
    }

    @Override
    public void write(UUID pack, String extension, int firstChunk, List<byte[]> chunks) {
        List<PackChunk> rows = PackChunk.of(pack, extension, firstChunk, chunks);
        PackChunk.remember(lately.chunks(), rows);
        database.writeAhead("write a pack of space " + space, handle -> PackChunk.insert(handle, rows));
    }

    @Override
    public Executor writers() {
        return database.isInTransaction() ? Runnable::run : WriterThreads.SHARED;
    }

    @Override
    public List<byte[]> read(UUID pack, String extension, int firstChunk, int most) {
        byte[] first = lately.chunks().get(pack, extension, firstChunk);
        if (first != null) {
            return List.of(first);
        }
        return lately.readAhead()
                .read(pack, extension, firstChunk, most, (from, many) -> query(pack, extension, from, many));
    }

    private List<byte[]> query(UUID pack, String extension, int firstChunk, int most) {
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
    public void commit(Collection<NewPack> packs, Collection<UUID> replaced) {
        database.writeAtLength("commit packs of space " + space, handle -> {
            commit(handle, packs);
            if (!replaced.isEmpty()) {
                lockThoseInUse(handle, replaced);
                markReplaced(handle, replaced);
            }
            return packs.size();
        });
    }

    @Override
    public boolean replace(NewPack pack, Collection<UUID> replaced) {
        return database.writeAtLength("replace packs of space " + space + " together", handle -> {
            if (lockThoseInUse(handle, replaced) < replaced.size()) {
                return false;
            }
            commit(handle, List.of(pack));
            markReplaced(handle, replaced);
            return true;
        });
    }

    /**
     * Locks the packs that are in use, always in the same order, so that two compactions wait for each other and never
     * deadlock.
     */
    private static int lockThoseInUse(Handle handle, Collection<UUID> packs) {
        return handle.createQuery("""
                        SELECT id FROM gitsync_packs WHERE id = ANY(:ids) AND is_committed AND replaced_at IS NULL
                        ORDER BY id FOR UPDATE""")
                .bindBySqlType("ids", packs.toArray(UUID[]::new), Types.ARRAY)
                .mapTo(UUID.class)
                .list()
                .size();
    }

    private static void markReplaced(Handle handle, Collection<UUID> packs) {
        handle.createUpdate("""
                        UPDATE gitsync_packs SET replaced_at = clock_timestamp()
                        WHERE id = ANY(:ids) AND replaced_at IS NULL""")
                .bindBySqlType("ids", packs.toArray(UUID[]::new), Types.ARRAY)
                .execute();
    }

    /** Commits new packs within a transaction, with a number of statements that does not grow with the number of packs. */
    void commit(Handle handle, Collection<NewPack> packs) {
        if (packs.isEmpty()) {
            return;
        }
        for (NewPack pack : packs) {
            if (pack.isBegun()) {
                new BegunPack(handle, space, pack).require();
            }
        }
        List<PackChunk> chunks = packs.stream().flatMap(PackChunk::unsaved).toList();
        PackChunk.remember(lately.chunks(), chunks);
        boolean areFew = chunks.size() <= FEW;
        insert(handle, packs.stream().map(NewPack::facts).toList(), areFew ? chunks : List.of());
        if (!areFew) {
            PackChunk.insert(handle, chunks);
        }
    }

    private void insert(Handle handle, List<StoredPack> packs, List<PackChunk> chunks) {
        List<FileOf> files = packs.stream().flatMap(FileOf::all).toList();
        Update insert = handle.createUpdate("""
                WITH packs AS (
                    INSERT INTO gitsync_packs AS pack
                        (id, space_id, source, is_committed, objects, deltas, index_version, created_at)
                    SELECT id, :space, source, true, objects, deltas, index_version, modified::timestamptz
                    FROM unnest(:ids, :sources, :objects, :deltas, :indexes, :modified)
                        AS p (id, source, objects, deltas, index_version, modified)
                    ON CONFLICT (id) DO UPDATE SET source = excluded.source, is_committed = true,
                        objects = excluded.objects, deltas = excluded.deltas, index_version = excluded.index_version,
                        created_at = excluded.created_at
                    WHERE NOT pack.is_committed),
                files AS (
                    INSERT INTO gitsync_pack_files (pack_id, ext, size, block_size)
                    SELECT * FROM unnest(:filePacks, :fileExtensions, :sizes, :blocks))
                """ + PackChunk.INSERT).bind("space", space);
        Columns.bind(insert, "ids", packs, StoredPack::id, UUID[]::new);
        Columns.bind(insert, "sources", packs, StoredPack::source, String[]::new);
        Columns.bind(insert, "objects", packs, StoredPack::objects, Long[]::new);
        Columns.bind(insert, "deltas", packs, StoredPack::deltas, Long[]::new);
        Columns.bind(insert, "indexes", packs, StoredPack::indexVersion, Integer[]::new);
        Columns.bind(
                insert,
                "modified",
                packs,
                pack -> Instant.ofEpochMilli(pack.modified()).toString(),
                String[]::new);
        Columns.bind(insert, "filePacks", files, FileOf::pack, UUID[]::new);
        Columns.bind(insert, "fileExtensions", files, FileOf::extension, String[]::new);
        Columns.bind(insert, "sizes", files, of -> of.file().size(), Long[]::new);
        Columns.bind(insert, "blocks", files, of -> of.file().blockSize(), Integer[]::new);
        PackChunk.bind(insert, chunks);
        insert.execute();
    }

    private record FileOf(UUID pack, String extension, StoredFile file) {
        static Stream<FileOf> all(StoredPack pack) {
            return pack.files().entrySet().stream().map(file -> new FileOf(pack.id(), file.getKey(), file.getValue()));
        }
    }

    @Override
    public void discard(Collection<UUID> packs) {
        database.write("discard packs of space " + space, handle -> {
            int discarded = 0;
            for (UUID pack : packs) {
                discarded += handle.createUpdate("DELETE FROM gitsync_packs WHERE id = :id AND NOT is_committed")
                        .bind("id", pack)
                        .execute();
            }
            return discarded;
        });
    }

    /**
     * Returns whether there were many writes since the last maintenance, or there are packs to delete. A compacted pack
     * counts as the packs that it was made of.
     */
    public boolean needMaintenance(Duration grace) {
        return database.read(
                "count the packs of space " + space,
                handle -> handle.createQuery(NEEDS_MAINTENANCE)
                        .bind("space", space)
                        .bind("many", MANY)
                        .bind("millis", grace.toMillis())
                        .mapTo(Boolean.class)
                        .one());
    }

    /** Deletes the packs that are no longer needed: replaced, or begun and never committed, before {@code grace}. */
    public int purge(Duration grace) {
        return database.writeAtLength(
                "delete old packs of space " + space,
                handle -> handle.createUpdate("DELETE FROM gitsync_packs WHERE " + LEFT_OVER)
                        .bind("space", space)
                        .bind("millis", grace.toMillis())
                        .execute());
    }
}
