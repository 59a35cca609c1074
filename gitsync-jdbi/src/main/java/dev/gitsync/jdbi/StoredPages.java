package dev.gitsync.jdbi;

import dev.gitsync.jdbi.internal.sql.Columns;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.plan.AttachmentName;
import dev.gitsync.store.plan.PlanLookup;
import dev.gitsync.store.plan.PlanLookup.PageState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The current state of the pages and attachments of one space, read within the transaction of a writer; one statement per lookup.
 */
record StoredPages(Handle handle, Space space, boolean hasAttachments) implements PlanLookup {
    private static final String STATE =
            "SELECT id, parent_id, version, space_id = :space AS here, deleted_at IS NULL AS live";

    @Override
    public Map<PageId, PageState> pages(Set<PageId> ids) {
        return states(STATE + """
                , NULL AS name, false AS is_attachment FROM gitsync_pages WHERE id = ANY(:ids)
                UNION ALL
                SELECT id, page_id, version, space_id = :space, deleted_at IS NULL, name, true
                FROM gitsync_attachments WHERE id = ANY(:ids)""", ids);
    }

    @Override
    public Map<PageId, PageState> lineages(Set<PageId> ids) {
        return states("""
                WITH RECURSIVE placed AS (
                    SELECT id, space_id, parent_id, version, deleted_at FROM gitsync_pages WHERE id = ANY(:ids)
                    UNION
                    SELECT p.id, p.space_id, p.parent_id, p.version, p.deleted_at
                    FROM gitsync_pages p JOIN placed c ON p.id = c.parent_id)
                """ + STATE + ", NULL AS name, false AS is_attachment FROM placed", ids);
    }

    @Override
    public Optional<PageId> liveChild(Set<PageId> parents, Set<PageId> except) {
        return handle.createQuery("""
                        SELECT id FROM gitsync_pages p
                        WHERE space_id = :space AND parent_id = ANY(:parents) AND deleted_at IS NULL
                          AND NOT EXISTS (SELECT FROM unnest(:except) AS excepted (id) WHERE excepted.id = p.id)
                        LIMIT 1""")
                .bind("space", space.id().value())
                .bindBySqlType("parents", ids(parents), Types.ARRAY)
                .bindBySqlType("except", ids(except), Types.ARRAY)
                .mapTo(String.class)
                .findOne()
                .map(PageId::new);
    }

    @Override
    public Map<AttachmentName, PageId> attachments(Set<AttachmentName> names) {
        Map<AttachmentName, PageId> found = new HashMap<>();
        Query query = handle.createQuery("""
                        WITH wanted AS (SELECT * FROM unnest(:pages, :names) AS w (page_id, name))
                        SELECT a.id, a.page_id, a.name FROM wanted w JOIN gitsync_attachments a
                            ON a.space_id = :space AND a.page_id = w.page_id AND a.name = w.name
                        WHERE a.deleted_at IS NULL
                        UNION ALL
                        SELECT a.id, a.page_id, a.name FROM wanted w JOIN gitsync_attachments a
                            ON a.space_id = :space AND a.page_id IS NULL AND w.page_id IS NULL AND a.name = w.name
                        WHERE a.deleted_at IS NULL""").bind("space", space.id().value());
        Columns.bind(query, "pages", names, name -> value(name.page()), String[]::new);
        Columns.bind(query, "names", names, AttachmentName::name, String[]::new);
        query.map((row, ctx) -> Rows.named(row)).forEach(holder -> found.put(holder.getValue(), holder.getKey()));
        return found;
    }

    @Override
    public Optional<PageId> liveAttachment(Set<PageId> pages, Set<PageId> except) {
        if (!hasAttachments) {
            return Optional.empty();
        }
        return handle.createQuery("""
                        SELECT id FROM gitsync_attachments a
                        WHERE space_id = :space AND page_id = ANY(:pages) AND deleted_at IS NULL
                          AND NOT EXISTS (SELECT FROM unnest(:except) AS excepted (id) WHERE excepted.id = a.id)
                        LIMIT 1""")
                .bind("space", space.id().value())
                .bindBySqlType("pages", ids(pages), Types.ARRAY)
                .bindBySqlType("except", ids(except), Types.ARRAY)
                .mapTo(String.class)
                .findOne()
                .map(PageId::new);
    }

    private static @Nullable String value(@Nullable PageId id) {
        return id == null ? null : id.value();
    }

    private Map<PageId, PageState> states(String sql, Set<PageId> ids) {
        Map<PageId, PageState> found = new HashMap<>();
        handle.createQuery(sql)
                .bind("space", space.id().value())
                .bindBySqlType("ids", ids(ids), Types.ARRAY)
                .map((row, ctx) -> Map.entry(new PageId(row.getString("id")), state(row)))
                .forEach(page -> found.put(page.getKey(), page.getValue()));
        return found;
    }

    private static PageState state(ResultSet row) throws SQLException {
        if (!row.getBoolean("here")) {
            return new PageState.Elsewhere();
        }
        long version = row.getLong("version");
        if (row.getBoolean("is_attachment")) {
            return row.getBoolean("live")
                    ? new PageState.LiveAttachment(version, Rows.parent(row), row.getString("name"))
                    : new PageState.TrashedAttachment(version);
        }
        return row.getBoolean("live") ? new PageState.Live(version, Rows.parent(row)) : new PageState.Trashed(version);
    }

    private static String[] ids(Set<PageId> pages) {
        return pages.stream().map(PageId::value).toArray(String[]::new);
    }
}
