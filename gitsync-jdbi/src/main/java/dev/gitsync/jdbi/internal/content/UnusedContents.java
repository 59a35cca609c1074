package dev.gitsync.jdbi.internal.content;

import dev.gitsync.error.StoreException;
import dev.gitsync.jdbi.internal.sql.Columns;
import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.lfs.PointedContents;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.Space;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.store.attachment.AttachmentQuota;
import java.io.IOException;
import java.sql.Types;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Deletes contents that no revision has, and uploads that were cut off, a grace time after they were stored last:
 *
 * <ol>
 *   <li>Some of them are listed.
 *   <li>Those to which the repository has a pointer of Git LFS, which an earlier commit or a hidden file needs, are marked and never
 *       listed again. So the cost follows what was stored, and not the history.
 *   <li>The others are deleted. A writer that stores the same contents meanwhile either finds its row, with the grace time begun
 *       anew, or stores them again. A row that another transaction holds is left for the next time.
 * </ol>
 *
 * @param repositories the repositories that may have pointers
 */
record UnusedContents(Database database, RepositoryStore repositories, Space space) {
    /** The condition for rows that may be unused. */
    static final String UNUSED = """
            space_id = :space AND NOT is_referenced
                AND stored_at < clock_timestamp() - :millis * interval '1 millisecond'""";

    private static final int MOST_AT_ONCE = 100;

    /** A row that may be unused; one without a hash is an upload that is not complete. */
    private record Unused(UUID id, @Nullable String hash, long size) {}

    void delete(Duration grace) {
        List<Unused> batch;
        do {
            batch = list(grace);
            if (!batch.isEmpty()) {
                mark(pointed(batch));
                delete(batch, grace);
            }
        } while (batch.size() == MOST_AT_ONCE);
    }

    private List<Unused> list(Duration grace) {
        return database.read(
                "look for unused contents of space " + space.id(),
                handle -> handle.createQuery("SELECT id, hash, size FROM gitsync_contents WHERE " + UNUSED
                                + " ORDER BY stored_at LIMIT " + MOST_AT_ONCE)
                        .bind("space", space.id().value())
                        .bind("millis", grace.toMillis())
                        .map((row, ctx) ->
                                new Unused(row.getObject("id", UUID.class), row.getString("hash"), row.getLong("size")))
                        .list());
    }

    private Set<ContentHash> pointed(List<Unused> batch) {
        Map<ContentHash, Long> contents = new HashMap<>();
        for (Unused unused : batch) {
            if (unused.hash() != null) {
                contents.put(new ContentHash(unused.hash()), unused.size());
            }
        }
        if (contents.isEmpty()) {
            return Set.of();
        }
        try (SpaceRepository repository = repositories.open(space)) {
            return PointedContents.in(repository, contents);
        } catch (IOException e) {
            throw new StoreException("Could not look for pointers in the repository of space " + space.id(), e);
        }
    }

    private void mark(Set<ContentHash> pointed) {
        if (!pointed.isEmpty()) {
            database.write("keep contents of space " + space.id() + " to which git has pointers", handle -> {
                lock(handle);
                var update = handle.createUpdate("UPDATE gitsync_contents SET is_referenced = true"
                                + " WHERE space_id = :space AND hash = ANY(:hashes)")
                        .bind("space", space.id().value());
                Columns.bind(update, "hashes", pointed, ContentHash::value, String[]::new);
                return update.execute();
            });
        }
    }

    private void delete(List<Unused> batch, Duration grace) {
        database.writeAtLength("delete unused contents of space " + space.id(), handle -> {
            lock(handle);
            List<Long> sizes = handle.createQuery(
                            "DELETE FROM gitsync_contents WHERE id IN (SELECT id FROM gitsync_contents"
                                    + " WHERE id = ANY(CAST(:ids AS uuid[])) AND " + UNUSED
                                    + " FOR UPDATE SKIP LOCKED) RETURNING CASE WHEN hash IS NULL THEN 0 ELSE size END")
                    .bindBySqlType(
                            "ids",
                            batch.stream().map(unused -> unused.id().toString()).toArray(String[]::new),
                            Types.ARRAY)
                    .bind("space", space.id().value())
                    .bind("millis", grace.toMillis())
                    .mapTo(Long.class)
                    .list();
            long freed = sizes.stream().mapToLong(size -> size).sum();
            if (freed > 0) {
                usage().add(handle, -freed);
            }
            return sizes.size();
        });
    }

    private void lock(Handle handle) {
        usage().lock(handle);
    }

    private ContentUsage usage() {
        return new ContentUsage(space, AttachmentQuota.unlimited());
    }
}
