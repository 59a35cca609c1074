package dev.gitsync.jdbi;

import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
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

/** The current state of the pages of one space, read within the transaction of a writer; one statement per lookup. */
record StoredPages(Handle handle, Space space) implements PlanLookup {
    private static final String STATE =
            "SELECT id, parent_id, version, space_id = :space AS here, deleted_at IS NULL AS live";

    @Override
    public Map<PageId, PageState> pages(Set<PageId> ids) {
        return states(STATE + " FROM gitsync_pages WHERE id = ANY(:ids)", ids);
    }

    @Override
    public Map<PageId, PageState> lineages(Set<PageId> ids) {
        return states("""
                WITH RECURSIVE placed AS (
                    SELECT id, space_id, parent_id, version, deleted_at FROM gitsync_pages WHERE id = ANY(:ids)
                    UNION
                    SELECT p.id, p.space_id, p.parent_id, p.version, p.deleted_at
                    FROM gitsync_pages p JOIN placed c ON p.id = c.parent_id)
                """ + STATE + " FROM placed", ids);
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
        return row.getBoolean("live") ? new PageState.Live(version, Rows.parent(row)) : new PageState.Trashed(version);
    }

    private static String[] ids(Set<PageId> pages) {
        return pages.stream().map(PageId::value).toArray(String[]::new);
    }
}
