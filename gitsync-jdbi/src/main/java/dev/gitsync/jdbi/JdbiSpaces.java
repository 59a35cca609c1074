package dev.gitsync.jdbi;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.SpaceDirectory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * The spaces of a wiki in PostgreSQL. As a {@link SpaceDirectory} it names only those whose setting
 * {@code {"gitSync": {"enabled": true}}} is there; the other methods are for the wiki itself and see every space that is
 * not deleted.
 */
public final class JdbiSpaces implements SpaceDirectory {
    private static final String ENABLED = "settings @> '{\"gitSync\": {\"enabled\": true}}'";
    private static final String SELECT =
            "SELECT id, tenant_id, name, " + ENABLED + " AS enabled FROM gitsync_spaces WHERE deleted_at IS NULL ";

    private final Database database;

    /** Works on the database behind {@code jdbi}; needs no plugin and changes no setting of it. */
    public JdbiSpaces(Jdbi jdbi) {
        database = new Database(jdbi);
    }

    @Override
    public Optional<Space> find(SpaceId id) {
        return stored(id).filter(StoredSpace::gitSyncEnabled).map(StoredSpace::space);
    }

    @Override
    public List<Space> enabled() {
        return list("list the enabled spaces", SELECT + "AND " + ENABLED + " ORDER BY id").stream()
                .map(StoredSpace::space)
                .toList();
    }

    /** The space, whether it takes part in git sync or not, unless it is deleted. */
    public Optional<StoredSpace> stored(SpaceId id) {
        return database.read(
                "find space " + id,
                handle -> handle.createQuery(SELECT + "AND id = :id")
                        .bind("id", id.value())
                        .map((row, ctx) -> space(row))
                        .findOne());
    }

    /** All spaces by id, whether they take part in git sync or not, but no deleted ones. */
    public List<StoredSpace> all() {
        return list("list the spaces", SELECT + "ORDER BY id");
    }

    /**
     * Creates an empty space.
     *
     * @param tenant the owner, empty in a wiki without tenants
     * @throws InvalidInputException when the id is taken, if only by a deleted space
     */
    public Space create(SpaceId id, String tenant, String name, boolean gitSyncEnabled) {
        int created = database.write(
                "create space " + id,
                handle -> handle.createUpdate("""
                        INSERT INTO gitsync_spaces (id, tenant_id, name, settings)
                        VALUES (:id, :tenant, :name, jsonb_build_object('gitSync', jsonb_build_object('enabled', :enabled)))
                        ON CONFLICT (id) DO NOTHING""")
                        .bind("id", id.value())
                        .bind("tenant", tenant)
                        .bind("name", name)
                        .bind("enabled", gitSyncEnabled)
                        .execute());
        if (created == 0) {
            throw new InvalidInputException("Space " + id + " can't be created: the id is taken");
        }
        return new Space(id, tenant, name);
    }

    /**
     * Switches git sync on or off, and leaves every other setting of the space as it is.
     *
     * @throws InvalidInputException when there is no such space
     */
    public void setGitSync(SpaceId id, boolean enabled) {
        int changed = database.write(
                "switch git sync of space " + id,
                handle -> handle.createUpdate("""
                        UPDATE gitsync_spaces SET settings = settings || jsonb_build_object('gitSync',
                            CASE jsonb_typeof(settings -> 'gitSync') WHEN 'object' THEN settings -> 'gitSync' ELSE '{}' END
                                || jsonb_build_object('enabled', :enabled))
                        WHERE id = :id AND deleted_at IS NULL""")
                        .bind("id", id.value())
                        .bind("enabled", enabled)
                        .execute());
        requireFound(id, changed);
    }

    /**
     * Deletes a space for everybody who reads or writes here; its rows stay. The id is not given out again.
     *
     * @throws InvalidInputException when there is no such space
     */
    public void delete(SpaceId id) {
        int changed = database.write(
                "delete space " + id,
                handle -> handle.createUpdate(
                                "UPDATE gitsync_spaces SET deleted_at = now() WHERE id = :id AND deleted_at IS NULL")
                        .bind("id", id.value())
                        .execute());
        requireFound(id, changed);
    }

    private List<StoredSpace> list(String doing, String sql) {
        return database.read(
                doing,
                handle -> handle.createQuery(sql).map((row, ctx) -> space(row)).list());
    }

    private static void requireFound(SpaceId id, int changed) {
        if (changed == 0) {
            throw new InvalidInputException("There is no space " + id);
        }
    }

    private static StoredSpace space(ResultSet row) throws SQLException {
        var id = new SpaceId(row.getString("id"));
        return new StoredSpace(
                new Space(id, row.getString("tenant_id"), row.getString("name")), row.getBoolean("enabled"));
    }

    /**
     * A space of the wiki, whether it takes part in git sync or not.
     *
     * @param space the space
     * @param gitSyncEnabled whether its own setting switches git sync on
     */
    public record StoredSpace(Space space, boolean gitSyncEnabled) {}
}
