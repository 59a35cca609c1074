package dev.gitsync.examples.springboot.git;

import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.plan.PlanLookup;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks up where articles are, for the check of a plan. */
record ArticleLookup(JdbcClient sql, Space space) implements PlanLookup {
    @Override
    public Map<PageId, PageState> pages(Set<PageId> ids) {
        return states("WHERE a.page_id = ANY(:ids)", ids);
    }

    @Override
    public Map<PageId, PageState> lineages(Set<PageId> ids) {
        return states("""
                JOIN (WITH RECURSIVE up AS (
                        SELECT id, parent_id FROM article WHERE page_id = ANY(:ids)
                        UNION
                        SELECT above.id, above.parent_id FROM article above JOIN up ON above.id = up.parent_id)
                    SELECT id FROM up) AS lineage ON lineage.id = a.id""", ids);
    }

    @Override
    public Optional<PageId> liveChild(Set<PageId> parents, Set<PageId> except) {
        return sql.sql("""
                        SELECT a.page_id FROM article a JOIN article p ON p.id = a.parent_id
                        WHERE p.page_id = ANY(:parents) AND NOT a.deleted AND a.page_id <> ALL(:except) LIMIT 1""")
                .param("parents", values(parents))
                .param("except", values(except))
                .query(String.class)
                .optional()
                .map(PageId::new);
    }

    private Map<PageId, PageState> states(String condition, Set<PageId> ids) {
        Map<PageId, PageState> found = new HashMap<>();
        sql.sql("""
                        SELECT a.page_id, a.book_id, a.change_number, a.deleted, p.page_id AS parent
                        FROM article a LEFT JOIN article p ON p.id = a.parent_id\s""" + condition)
                .param("ids", values(ids))
                .query((row, number) -> Map.entry(new PageId(row.getString("page_id")), state(row)))
                .list()
                .forEach(page -> found.put(page.getKey(), page.getValue()));
        return found;
    }

    private PageState state(ResultSet row) throws SQLException {
        if (!row.getString("book_id").equals(space.id().value())) {
            return new PageState.Elsewhere();
        }
        long version = row.getLong("change_number");
        String parent = row.getString("parent");
        return row.getBoolean("deleted")
                ? new PageState.Trashed(version)
                : new PageState.Live(version, parent == null ? null : new PageId(parent));
    }

    private static String[] values(Set<PageId> ids) {
        return ids.stream().map(PageId::value).toArray(String[]::new);
    }
}
