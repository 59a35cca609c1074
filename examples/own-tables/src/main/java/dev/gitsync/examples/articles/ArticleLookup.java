package dev.gitsync.examples.articles;

import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.plan.AttachmentName;
import dev.gitsync.store.plan.PlanLookup;
import dev.gitsync.store.plan.PlanLookup.PageState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/** Looks up the state of articles and files for the check of a plan, with one statement for each question. */
record ArticleLookup(Jdbi jdbi, Space space) implements PlanLookup {
    @Override
    public Map<PageId, PageState> pages(Set<PageId> ids) {
        return states("""
                SELECT id, book, above, revision, trashed, NULL AS name FROM article WHERE id = ANY(:ids)
                UNION ALL
                SELECT id, book, article, revision, trashed, name FROM file WHERE id = ANY(:ids)""", ids);
    }

    @Override
    public Map<PageId, PageState> lineages(Set<PageId> ids) {
        return states("""
                WITH RECURSIVE up AS (
                    SELECT id, book, above, revision, trashed FROM article WHERE id = ANY(:ids)
                    UNION
                    SELECT a.id, a.book, a.above, a.revision, a.trashed FROM article a JOIN up ON a.id = up.above)
                SELECT up.*, NULL AS name FROM up""", ids);
    }

    @Override
    public Optional<PageId> liveChild(Set<PageId> parents, Set<PageId> except) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT id FROM article a WHERE above = ANY(:parents) AND NOT trashed
                            AND NOT EXISTS (SELECT FROM unnest(:except) AS excepted (id) WHERE excepted.id = a.id)
                        LIMIT 1""")
                .bindArray("parents", Long.class, numbers(parents))
                .bindArray("except", Long.class, numbers(except))
                .mapTo(Long.class)
                .findOne()
                .map(ArticleTranslation::id));
    }

    @Override
    public Map<AttachmentName, PageId> attachments(Set<AttachmentName> names) {
        Map<AttachmentName, PageId> found = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        SELECT f.id, f.article, f.name FROM file f
                        JOIN unnest(:articles, :names) AS wanted (article, name)
                            ON f.name = wanted.name AND coalesce(f.article, 0) = wanted.article
                        WHERE f.book = :book AND NOT f.trashed""")
                .bind("book", space.id().value())
                .bindArray(
                        "articles",
                        Long.class,
                        names.stream().map(ArticleLookup::article).toList())
                .bindArray(
                        "names",
                        String.class,
                        names.stream().map(AttachmentName::name).toList())
                .map((row, ctx) -> Map.entry(named(row, "article"), ArticleTranslation.id(row.getLong("id"))))
                .forEach(file -> found.put(file.getKey(), file.getValue())));
        return found;
    }

    private static long article(AttachmentName name) {
        PageId page = name.page();
        return page == null ? 0 : ArticleTranslation.number(page);
    }

    private static AttachmentName named(ResultSet row, String article) throws SQLException {
        Long of = row.getObject(article, Long.class);
        return new AttachmentName(of == null ? null : ArticleTranslation.id(of), row.getString("name"));
    }

    @Override
    public Optional<PageId> liveAttachment(Set<PageId> pages, Set<PageId> except) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT id FROM file f WHERE article = ANY(:articles) AND NOT trashed
                            AND NOT EXISTS (SELECT FROM unnest(:except) AS excepted (id) WHERE excepted.id = f.id)
                        LIMIT 1""")
                .bindArray("articles", Long.class, numbers(pages))
                .bindArray("except", Long.class, numbers(except))
                .mapTo(Long.class)
                .findOne()
                .map(ArticleTranslation::id));
    }

    private Map<PageId, PageState> states(String sql, Set<PageId> ids) {
        Map<PageId, PageState> found = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery(sql)
                .bindArray("ids", Long.class, numbers(ids))
                .map((row, ctx) -> Map.entry(ArticleTranslation.id(row.getLong("id")), state(row)))
                .forEach(page -> found.put(page.getKey(), page.getValue())));
        return found;
    }

    private PageState state(ResultSet row) throws SQLException {
        if (!row.getString("book").equals(space.id().value())) {
            return new PageState.Elsewhere();
        }
        Long above = ArticleService.above(row);
        long revision = row.getLong("revision");
        if (row.getString("name") != null) {
            AttachmentName name = named(row, "above");
            return row.getBoolean("trashed")
                    ? new PageState.TrashedAttachment(revision)
                    : new PageState.LiveAttachment(revision, name.page(), name.name());
        }
        return row.getBoolean("trashed")
                ? new PageState.Trashed(revision)
                : new PageState.Live(revision, above == null ? null : ArticleTranslation.id(above));
    }

    private static Collection<Long> numbers(Set<PageId> ids) {
        return ids.stream().map(ArticleTranslation::number).toList();
    }
}
