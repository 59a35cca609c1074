package dev.gitsync.jdbi;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.model.PageConventions;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.SpaceDirectory;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The spaces of a wiki in PostgreSQL. As a {@link SpaceDirectory} it returns only the spaces with the setting
 * {@code {"gitSync": {"enabled": true}}}; the other methods are for the wiki itself and include every space that is not
 * deleted.
 */
public final class JdbiSpaces implements SpaceDirectory {
    private static final String ENABLED = "settings @> '{\"gitSync\": {\"enabled\": true}}'";
    private static final String SELECT = "SELECT id, tenant_id, name, folder_pages, order_files, label_keys, " + ENABLED
            + " AS enabled FROM gitsync_spaces WHERE deleted_at IS NULL ";

    private final Database database;

    /**
     * Creates an instance that uses the database behind {@code jdbi}; requires no JDBI plugin and changes no JDBI
     * setting.
     */
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

    /** Returns the space, whether or not git sync is enabled for it; empty if the space does not exist or is deleted. */
    public Optional<StoredSpace> stored(SpaceId id) {
        return database.read(
                "find space " + id,
                handle -> handle.createQuery(SELECT + "AND id = :id")
                        .bind("id", id.value())
                        .map((row, ctx) -> space(row))
                        .findOne());
    }

    /** Returns all spaces that are not deleted, ordered by id, whether or not git sync is enabled for them. */
    public List<StoredSpace> all() {
        return list("list the spaces", SELECT + "ORDER BY id");
    }

    /**
     * Creates an empty space.
     *
     * @param tenant the owner, empty in a wiki without tenants
     * @throws InvalidInputException if the id is taken, even by a deleted space
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
     * Enables or disables git sync, and leaves every other setting of the space unchanged.
     *
     * @throws InvalidInputException if there is no such space
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
     * Sets how a space keeps its pages as files, in place of the operator's default.
     *
     * @throws InvalidInputException if there is no such space
     */
    public void setConventions(SpaceId id, PageConventions conventions) {
        storeConventions(id, conventions);
    }

    /**
     * Makes a space follow the operator's default for how pages are files, as a new space does.
     *
     * @throws InvalidInputException if there is no such space
     */
    public void resetConventions(SpaceId id) {
        storeConventions(id, null);
    }

    private void storeConventions(SpaceId id, @Nullable PageConventions conventions) {
        String[] names = conventions == null ? null : conventions.folderPages().toArray(String[]::new);
        List<String> labelKeys = conventions == null ? null : conventions.labelKeys();
        int changed = database.write(
                "set the conventions of space " + id,
                handle -> handle.createUpdate(
                                "UPDATE gitsync_spaces SET folder_pages = CAST(:names AS text[]),"
                                        + " order_files = :orders, label_keys = CAST(:keys AS text[]) WHERE id = :id AND deleted_at IS NULL")
                        .bind("id", id.value())
                        .bind("names", names)
                        .bind("keys", labelKeys == null ? null : labelKeys.toArray(String[]::new))
                        .bind("orders", conventions != null && conventions.orderFiles())
                        .execute());
        requireFound(id, changed);
    }

    /**
     * Marks a space as deleted for all readers and writers; its rows remain, and its id can't be reused.
     *
     * @throws InvalidInputException if there is no such space
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
        Array names = row.getArray("folder_pages");
        PageConventions conventions = names == null
                ? null
                : new PageConventions(strings(names), row.getBoolean("order_files"), labelKeys(row));
        return new StoredSpace(
                new Space(id, row.getString("tenant_id"), row.getString("name"), conventions),
                row.getBoolean("enabled"));
    }

    private static @Nullable List<String> labelKeys(ResultSet row) throws SQLException {
        Array keys = row.getArray("label_keys");
        return keys == null ? null : strings(keys);
    }

    private static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    /**
     * A space of the wiki, with or without git sync.
     *
     * @param space the space
     * @param gitSyncEnabled whether the setting of the space enables git sync
     */
    public record StoredSpace(Space space, boolean gitSyncEnabled) {}
}
