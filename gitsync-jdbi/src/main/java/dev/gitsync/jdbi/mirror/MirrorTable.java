package dev.gitsync.jdbi.mirror;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.Mirror.Direction;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.RemoteUrl;
import dev.gitsync.model.SpaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mirrors, without their states and secrets. A row that is not a valid mirror counts as none, and is logged once. */
final class MirrorTable {
    private static final Logger LOG = LoggerFactory.getLogger(MirrorTable.class);
    private static final String OPTIONS = "space_id, url, direction, branch, folder, credentials, poll_interval_ms";
    private static final String VALUES = ":space, :url, :direction, :branch, :folder, :credentials, :poll";
    private static final String SELECT = "SELECT id, " + OPTIONS + " FROM gitsync_mirrors ";

    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    List<Mirror> all(Handle handle) {
        return mirrors(handle.createQuery(SELECT + "ORDER BY id"));
    }

    Optional<Mirror> find(Handle handle, MirrorId id) {
        return mirrors(handle.createQuery(SELECT + "WHERE id = :id").bind("id", id.value())).stream()
                .findFirst();
    }

    /** Finds a mirror, and lets no other transaction change it. */
    Optional<Mirror> findForUpdate(Handle handle, MirrorId id) {
        return mirrors(handle.createQuery(SELECT + "WHERE id = :id FOR UPDATE").bind("id", id.value())).stream()
                .findFirst();
    }

    private List<Mirror> mirrors(Query query) {
        return query.map((row, ctx) -> mirror(row)).list().stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Mirror> mirror(ResultSet row) throws SQLException {
        String id = row.getString("id");
        try {
            Mirror.Options options = new Mirror.Options(
                    Direction.valueOf(row.getString("direction")),
                    row.getString("branch"),
                    row.getString("folder"),
                    Optional.ofNullable(row.getString("credentials")),
                    Duration.ofMillis(row.getLong("poll_interval_ms")));
            return Optional.of(new Mirror(
                    new MirrorId(id),
                    new SpaceId(row.getString("space_id")),
                    new RemoteUrl(row.getString("url")),
                    options));
        } catch (InvalidInputException e) {
            if (logged.add(id)) {
                LOG.warn("Mirror {} in the table gitsync_mirrors is invalid, and does not run: {}", id, e.getMessage());
            }
            return Optional.empty();
        }
    }

    /** Returns whether the id was free. */
    static boolean insert(Handle handle, Mirror mirror) {
        return bind(
                                handle.createUpdate("INSERT INTO gitsync_mirrors (id, " + OPTIONS + ") VALUES (:id, "
                                        + VALUES + ") ON CONFLICT (id) DO NOTHING"),
                                mirror)
                        .execute()
                == 1;
    }

    static void update(Handle handle, Mirror mirror) {
        bind(
                        handle.createUpdate(
                                "UPDATE gitsync_mirrors SET (" + OPTIONS + ") = ROW (" + VALUES + ") WHERE id = :id"),
                        mirror)
                .execute();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Mirror mirror) {
        return statement
                .bind("id", mirror.id().value())
                .bind("space", mirror.space().value())
                .bind("url", mirror.url().value())
                .bind("direction", mirror.options().direction().name())
                .bind("branch", mirror.options().branch())
                .bind("folder", mirror.options().folder())
                .bind("credentials", mirror.options().credentials().orElse(null))
                .bind("poll", mirror.options().pollInterval().toMillis());
    }

    /** Deletes a mirror with its secrets, and returns whether there was one. */
    static boolean delete(Handle handle, MirrorId id) {
        return handle.createUpdate("DELETE FROM gitsync_mirrors WHERE id = :id")
                        .bind("id", id.value())
                        .execute()
                == 1;
    }
}
