package dev.gitsync.jdbi.lfs;

import dev.gitsync.error.StoreException;
import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.lfs.LfsLock;
import dev.gitsync.lfs.LfsLockStore;
import dev.gitsync.model.SpaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Locks of files in PostgreSQL, shared by all processes. The script in {@code dev/gitsync/jdbi/migration/locks} creates the table. Safe
 * for use by several threads.
 */
public final class JdbiLfsLockStore implements LfsLockStore {
    private static final String SELECT =
            "SELECT id, path, user_id, user_name, locked_at FROM gitsync_file_locks WHERE space_id = :space ";

    /** How often a lock can be removed between the failed insertion of another one and its look-up. */
    private static final int MAX_ATTEMPTS = 10;

    private final Database database;

    /** Creates an instance that uses the database behind {@code jdbi}; requires no JDBI plugin and changes no JDBI setting. */
    public JdbiLfsLockStore(Jdbi jdbi) {
        database = new Database(jdbi);
    }

    @Override
    public Optional<LfsLock> add(SpaceId space, LfsLock lock) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            if (insert(space, lock)) {
                return Optional.empty();
            }
            Optional<LfsLock> existing = ofPath(space, lock.path());
            if (existing.isPresent()) {
                return existing;
            }
        }
        throw new StoreException("The lock of a file changes too often");
    }

    private boolean insert(SpaceId space, LfsLock lock) {
        return database.write(
                "lock a file",
                handle -> handle.createUpdate("""
                        INSERT INTO gitsync_file_locks (space_id, id, path, user_id, user_name, locked_at)
                        VALUES (:space, :id, :path, :user, :name, :locked) ON CONFLICT (space_id, path) DO NOTHING""")
                                .bind("space", space.value())
                                .bind("id", lock.id())
                                .bind("path", lock.path())
                                .bind("user", lock.owner().user())
                                .bind("name", lock.owner().name())
                                .bind("locked", Timestamp.from(lock.lockedAt()))
                                .execute()
                        == 1);
    }

    @Override
    public Optional<LfsLock> find(SpaceId space, String id) {
        return database.read(
                "find the lock of a file",
                handle -> handle.createQuery(SELECT + "AND id = :id")
                        .bind("space", space.value())
                        .bind("id", id)
                        .map((row, ctx) -> lock(row))
                        .findOne());
    }

    @Override
    public Optional<LfsLock> ofPath(SpaceId space, String path) {
        return database.read(
                "find the lock of a file",
                handle -> handle.createQuery(SELECT + "AND path = :path")
                        .bind("space", space.value())
                        .bind("path", path)
                        .map((row, ctx) -> lock(row))
                        .findOne());
    }

    @Override
    public List<LfsLock> list(SpaceId space, @Nullable String after, int limit) {
        return database.read(
                "list the locks of files",
                handle -> handle.createQuery(SELECT + "AND id > :after ORDER BY id LIMIT :limit")
                        .bind("space", space.value())
                        .bind("after", after == null ? "" : after)
                        .bind("limit", limit)
                        .map((row, ctx) -> lock(row))
                        .list());
    }

    @Override
    public int count(SpaceId space) {
        return database.read(
                "count the locks of files",
                handle -> handle.createQuery("SELECT count(*) FROM gitsync_file_locks WHERE space_id = :space")
                        .bind("space", space.value())
                        .mapTo(Integer.class)
                        .one());
    }

    @Override
    public boolean remove(SpaceId space, String id) {
        return database.write(
                "unlock a file",
                handle -> handle.createUpdate("DELETE FROM gitsync_file_locks WHERE space_id = :space AND id = :id")
                                .bind("space", space.value())
                                .bind("id", id)
                                .execute()
                        == 1);
    }

    private static LfsLock lock(ResultSet row) throws SQLException {
        return new LfsLock(
                row.getString("id"),
                row.getString("path"),
                new LfsLock.Owner(row.getString("user_id"), row.getString("user_name")),
                row.getTimestamp("locked_at").toInstant());
    }
}
