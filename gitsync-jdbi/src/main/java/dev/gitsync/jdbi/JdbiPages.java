package dev.gitsync.jdbi;

import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.model.Change;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Read-only queries that {@link JdbiPageStore} does not offer: the page tree, the trash and the page history. All
 * writes go through {@link JdbiPageStore#apply}. Safe for use by several threads.
 */
public final class JdbiPages {
    private static final String NODE = "p.id, p.parent_id, p.title, p.version, p.text IS NOT NULL AS has_text";
    private static final String PROVENANCE =
            "r.author_name, r.author_email, r.authored_at, r.message, r.git_commit, r.git_push";
    private static final String LAST_CHANGE =
            " FROM gitsync_pages p JOIN gitsync_revisions r ON r.page_id = p.id AND r.version = p.version ";

    private final Database database;

    /**
     * Creates an instance that uses the database behind {@code jdbi}; requires no JDBI plugin and changes no JDBI
     * setting.
     */
    public JdbiPages(Jdbi jdbi) {
        database = new Database(jdbi);
    }

    /** Returns the page, live or in the trash. */
    public Optional<StoredPage> find(Space space, PageId id) {
        String sql =
                "SELECT p.id, p.parent_id, p.title, p.text, p.version, p.labels, p.deleted_at IS NOT NULL AS deleted, "
                        + PROVENANCE + LAST_CHANGE + "WHERE p.id = :id AND p.space_id = :space";
        return database.read(
                "read a page of space " + space.id(),
                handle -> handle.createQuery(sql)
                        .bind("id", id.value())
                        .bind("space", space.id().value())
                        .map((row, ctx) ->
                                new StoredPage(Rows.page(row), row.getBoolean("deleted"), Rows.provenance(row)))
                        .findOne());
    }

    /** Returns the space of a page, live or in the trash; empty if the space is deleted. */
    public Optional<SpaceId> spaceOf(PageId id) {
        return database.read(
                "find the space of page " + id,
                handle -> handle.createQuery("""
                        SELECT s.id FROM gitsync_pages p JOIN gitsync_spaces s ON s.id = p.space_id
                        WHERE p.id = :id AND s.deleted_at IS NULL""")
                        .bind("id", id.value())
                        .mapTo(String.class)
                        .map(SpaceId::new)
                        .findOne());
    }

    /** Returns all live pages of the space, ordered by title. The cost is proportional to the number of pages. */
    public List<PageNode> tree(Space space) {
        return nodes(space, "read the tree", new Condition("", Map.of(), Integer.MAX_VALUE));
    }

    /** Returns the live children of {@code parent}, or the top-level pages of the space for null, ordered by title. */
    public List<PageNode> children(Space space, @Nullable PageId parent) {
        Condition condition = parent == null
                ? new Condition(" AND p.parent_id IS NULL", Map.of(), Integer.MAX_VALUE)
                : new Condition(" AND p.parent_id = :parent", Map.of("parent", parent.value()), Integer.MAX_VALUE);
        return nodes(space, "read a branch of the tree", condition);
    }

    /** Returns up to {@code limit} live pages with a label, ordered by title, if the store {@linkplain JdbiPageStore#withLabels has labels}. */
    public List<PageNode> labelled(Space space, String label, int limit) {
        String condition = " AND p.labels <> '{}' AND p.labels @> ARRAY[CAST(:label AS text)]";
        return nodes(space, "find the pages with a label", new Condition(condition, Map.of("label", label), limit));
    }

    /**
     * Which live pages of a space are wanted.
     *
     * @param sql what follows the condition that a page is live
     * @param values the values in it
     * @param limit the maximum number of pages
     */
    private record Condition(String sql, Map<String, String> values, int limit) {}

    private List<PageNode> nodes(Space space, String task, Condition condition) {
        String sql = "SELECT " + NODE + " FROM gitsync_pages p WHERE p.space_id = :space AND p.deleted_at IS NULL"
                + condition.sql() + " ORDER BY p.title, p.id LIMIT :limit";
        return database.read(
                task + " of space " + space.id(),
                handle -> handle.createQuery(sql)
                        .bind("space", space.id().value())
                        .bind("limit", condition.limit())
                        .bindMap(condition.values())
                        .map((row, ctx) -> node(row))
                        .list());
    }

    /** Returns up to {@code limit} labels of live pages of the space, those of most pages first, with their numbers of pages. */
    public List<LabelCount> labels(Space space, int limit) {
        return database.read(
                "read the labels of space " + space.id(),
                handle -> handle.createQuery("""
                        SELECT label, count(*) AS pages FROM gitsync_pages p, unnest(p.labels) AS l (label)
                        WHERE p.space_id = :space AND p.deleted_at IS NULL AND p.labels <> '{}'
                        GROUP BY label ORDER BY count(*) DESC, label LIMIT :limit""")
                        .bind("space", space.id().value())
                        .bind("limit", limit)
                        .map((row, ctx) -> new LabelCount(row.getString("label"), row.getLong("pages")))
                        .list());
    }

    /** Returns up to {@code limit} deleted pages, the most recently deleted first. */
    public List<TrashedPage> trash(Space space, int limit) {
        String sql = "SELECT " + NODE + ", " + PROVENANCE + LAST_CHANGE
                + "WHERE p.space_id = :space AND p.deleted_at IS NOT NULL ORDER BY p.deleted_at DESC, p.id LIMIT :limit";
        return database.read(
                "read the trash of space " + space.id(),
                handle -> handle.createQuery(sql)
                        .bind("space", space.id().value())
                        .bind("limit", limit)
                        .map((row, ctx) -> new TrashedPage(node(row), Rows.provenance(row)))
                        .list());
    }

    /**
     * Returns up to {@code limit} versions of a page, newest first.
     *
     * @param beforeVersion the last version of the previous batch, or {@link Long#MAX_VALUE} for the first batch
     */
    public List<PageVersion> revisions(Space space, PageId id, int limit, long beforeVersion) {
        String sql = "SELECT r.version, r.title, r.kind, r.actor, " + PROVENANCE + " FROM gitsync_revisions r"
                + " WHERE r.page_id = :id AND r.space_id = :space AND r.version < :before"
                + " ORDER BY r.version DESC LIMIT :limit";
        return database.read(
                "read the history of a page of space " + space.id(),
                handle -> handle.createQuery(sql)
                        .bind("id", id.value())
                        .bind("space", space.id().value())
                        .bind("before", beforeVersion)
                        .bind("limit", limit)
                        .map((row, ctx) -> new PageVersion(
                                row.getLong("version"),
                                row.getString("title"),
                                Rows.isTombstone(row),
                                Rows.provenance(row),
                                row.getString("actor")))
                        .list());
    }

    /** Returns one version of a page with its whole content, or its deletion, as in the feed. */
    public Optional<Change> revision(Space space, PageId id, long version) {
        return database.read(
                "read a version of a page of space " + space.id(),
                handle -> handle.createQuery(
                                "SELECT * FROM gitsync_revisions WHERE page_id = :id AND space_id = :space AND version = :version")
                        .bind("id", id.value())
                        .bind("space", space.id().value())
                        .bind("version", version)
                        .map((row, ctx) -> Rows.change(row))
                        .findOne());
    }

    private static PageNode node(ResultSet row) throws SQLException {
        return new PageNode(
                new PageId(row.getString("id")),
                Rows.parent(row),
                row.getString("title"),
                row.getLong("version"),
                row.getBoolean("has_text"));
    }

    /**
     * A page in the page tree, without its text.
     *
     * @param id the id of the page
     * @param parent the parent page, or null for a top-level page
     * @param title the title
     * @param version the version
     * @param hasText false for a folder page
     */
    public record PageNode(PageId id, @Nullable PageId parent, String title, long version, boolean hasText) {}

    /**
     * A label of live pages.
     *
     * @param label the label
     * @param pages how many pages have it
     */
    public record LabelCount(String label, long pages) {}

    /**
     * One entry in the history of a page.
     *
     * @param version the version
     * @param title the title in this version; null if this version is a deletion
     * @param deletion whether this version is a deletion
     * @param provenance the author, time and message, with a {@code git} origin if the version came from a push
     * @param actor the wiki's id of the responsible user
     */
    public record PageVersion(
            long version, @Nullable String title, boolean deletion, Provenance provenance, String actor) {}

    /**
     * A page, live or in the trash, with the provenance of its last change.
     *
     * @param page the page; a page in the trash has the content that it was deleted with
     * @param deleted whether it is in the trash
     * @param lastChange the author, time and message of the last change, with a {@code git} origin if it came from a
     *     push
     */
    public record StoredPage(Page page, boolean deleted, Provenance lastChange) {}

    /**
     * A page in the trash.
     *
     * @param page the page as it was deleted; its version is the one that {@link dev.gitsync.store.PageChange.Restore}
     *     expects
     * @param deletion the author, time and message of the deletion
     */
    public record TrashedPage(PageNode page, Provenance deletion) {}
}
