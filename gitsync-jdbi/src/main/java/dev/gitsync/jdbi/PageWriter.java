package dev.gitsync.jdbi;

import dev.gitsync.error.StoreException;
import dev.gitsync.jdbi.internal.page.FeedPosition;
import dev.gitsync.jdbi.internal.sql.Columns;
import dev.gitsync.jdbi.internal.sql.CommitMark;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance.GitOrigin;
import dev.gitsync.model.Space;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.plan.PlanCheck;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Applies one plan within one transaction. The number of statements does not grow with the plan, except for one per
 * mebibyte of text:
 *
 * <ol>
 *   <li>Lock the row of the space. Until the commit no other transaction writes pages of this space, so revision
 *       numbers are in commit order, and everything that was read stays true.
 *   <li>Reject an older fencing token.
 *   <li>Check the plan ({@link PlanCheck}), which takes one to three statements.
 *   <li>Insert the revisions, update the pages to match, and advance the counter and the token of the space.
 *   <li>Run the rest of the transaction; for a push, commit its packs and update the refs.
 * </ol>
 *
 * <p>Nothing is written before every check has passed, so nothing ever has to be rolled back.
 */
final class PageWriter {
    private static final long MOST_CHARACTERS = 1 << 20;
    private static final int MOST_REVISIONS = 10_000;

    private final Handle handle;
    private final CommitMark mark;
    private final Space space;
    private final List<PageChange> changes;
    private final ApplyContext context;

    PageWriter(Handle handle, CommitMark mark, Space space, Order order) {
        this.handle = handle;
        this.mark = mark;
        this.space = space;
        this.changes = order.changes();
        this.context = order.context();
    }

    /** The changes to write, and the context to write them in. */
    record Order(List<PageChange> changes, ApplyContext context) {}

    private record Counters(long newestSeq, @Nullable String mark, long newestToken) {
        Cursor end() {
            return FeedPosition.cursor(newestSeq, mark);
        }
    }

    /** Applies the plan within the transaction of the handle. */
    ApplyResult write() {
        Counters counters = lockSpace();
        Optional<ApplyResult.Fenced> fenced = context.fencedBy(counters.newestToken());
        if (fenced.isPresent()) {
            return fenced.get();
        }
        Optional<ApplyResult> objection =
                PlanCheck.of(space, changes, new StoredPages(handle, space)).objection();
        if (objection.isPresent()) {
            return objection.get();
        }
        Map<PageId, Long> versions = versions();
        Cursor cursor = addRevisions(counters, versions);
        deletePages(counters.newestSeq());
        var applied = new ApplyResult.Applied(versions, counters.end(), cursor);
        context.inTransaction().accept(applied);
        return applied;
    }

    private Counters lockSpace() {
        return handle.createQuery("""
                        SELECT revision_counter, fencing_token, (SELECT %s FROM gitsync_revisions r
                            WHERE r.space_id = gitsync_spaces.id AND r.seq = revision_counter) AS mark
                        FROM gitsync_spaces
                        WHERE id = :space AND tenant_id = :tenant AND deleted_at IS NULL
                        FOR NO KEY UPDATE""".formatted(FeedPosition.MARK))
                .bind("space", space.id().value())
                .bind("tenant", space.tenant())
                .map((row, ctx) -> new Counters(
                        row.getLong("revision_counter"), row.getString("mark"), row.getLong("fencing_token")))
                .findOne()
                .orElseThrow(() -> new StoreException(
                        "Space " + space.id() + " can't be changed: it does not exist in the database or was deleted"));
    }

    /**
     * Returns the version that each page of the plan will have, in the order of the plan: the expected version plus
     * one.
     */
    private Map<PageId, Long> versions() {
        Map<PageId, Long> versions = new LinkedHashMap<>();
        for (PageChange change : changes) {
            versions.put(change.id(), change.expectedVersion() + 1);
        }
        return versions;
    }

    /** Inserts the revisions, with a limit per statement that bounds the memory use of the server and the client. */
    private Cursor addRevisions(Counters counters, Map<PageId, Long> versions) {
        int from = 0;
        long characters = 0;
        Cursor newest = counters.end();
        for (int i = 0; i < changes.size(); i++) {
            characters += length(changes.get(i));
            if (characters >= MOST_CHARACTERS || i - from >= MOST_REVISIONS || i == changes.size() - 1) {
                newest = addRevisions(counters.newestSeq() + from, changes.subList(from, i + 1), versions);
                from = i + 1;
                characters = 0;
            }
        }
        return newest;
    }

    private static long length(PageChange change) {
        String text = change.contentAfter().map(PageContent::text).orElse(null);
        return (long) change.provenance().message().length() + (text == null ? 0 : text.length());
    }

    /**
     * Inserts revisions, updates the pages to match and advances the counter; each text is sent once. The statement
     * can't change a page of another space: the plan check has found such a page, or the revision that created it
     * concurrently has the same version. The consistency of pages and revisions is checked when the transaction ends.
     */
    private Cursor addRevisions(long before, List<PageChange> part, Map<PageId, Long> versions) {
        Query insert = handle.createQuery("""
                        WITH added AS (
                            INSERT INTO gitsync_revisions (space_id, seq, page_id, version, kind, parent_id, title, text,
                                author_name, author_email, authored_at, message, actor, git_commit, git_push)
                            SELECT :space, :before + place, page, version, kind, parent, title, text,
                                name, email, time::timestamptz, message, :actor, commit, push
                            FROM unnest(:pages, :versions, :kinds, :parents, :titles, :texts,
                                    :names, :emails, :times, :messages, :commits, :pushes)
                                WITH ORDINALITY AS r (page, version, kind, parent, title, text,
                                    name, email, time, message, commit, push, place)
                            RETURNING space_id, page_id, version, kind, parent_id, title, text, seq, %s AS mark),
                        written AS (
                            INSERT INTO gitsync_pages (id, space_id, parent_id, title, text, version)
                            SELECT page_id, space_id, parent_id, title, text, version FROM added WHERE kind = 'revision'
                            ON CONFLICT (id) DO UPDATE SET parent_id = excluded.parent_id, title = excluded.title,
                                text = excluded.text, version = excluded.version, deleted_at = NULL)""".formatted(FeedPosition.MARK) + mark.withClause() + """

                        UPDATE gitsync_spaces SET revision_counter = revision_counter + :count,
                            fencing_token = greatest(fencing_token, :token)
                        WHERE id = :space RETURNING revision_counter,
                            (SELECT mark FROM added ORDER BY seq DESC LIMIT 1) AS mark,
                            CASE WHEN :isEdit THEN pg_notify(:channel, id) END""")
                .bind("count", part.size())
                .bind("token", context.fencingToken())
                .bind("isEdit", context.fencingToken() == ApplyContext.UNFENCED)
                .bind("channel", JdbiNotifications.CHANNEL)
                .bind("space", space.id().value())
                .bind("before", before)
                .bind("actor", context.actor());
        mark.bind(insert);
        Columns.bind(insert, "versions", part, change -> versions.get(change.id()), Long[]::new);
        bind(insert, "pages", part, change -> change.id().value());
        bind(insert, "kinds", part, change -> change.contentAfter().isPresent() ? "revision" : "tombstone");
        bindContent(
                insert,
                "parents",
                part,
                content -> content.parent() == null ? null : content.parent().value());
        bindContent(insert, "titles", part, PageContent::title);
        bindContent(insert, "texts", part, PageContent::text);
        bind(insert, "names", part, change -> change.provenance().author().name());
        bind(insert, "emails", part, change -> change.provenance().author().email());
        // PostgreSQL keeps microseconds and would round up, perhaps into the next second.
        bind(
                insert,
                "times",
                part,
                change -> change.provenance()
                        .time()
                        .truncatedTo(ChronoUnit.MICROS)
                        .toString());
        bind(insert, "messages", part, change -> change.provenance().message());
        bindOrigin(insert, "commits", part, GitOrigin::commit);
        bindOrigin(insert, "pushes", part, GitOrigin::push);
        return insert.map((row, ctx) -> FeedPosition.cursor(row.getLong("revision_counter"), row.getString("mark")))
                .one();
    }

    private static void bind(
            Query insert, String name, List<PageChange> part, Function<PageChange, @Nullable String> value) {
        Columns.bind(insert, name, part, value, String[]::new);
    }

    private static void bindContent(
            Query insert, String name, List<PageChange> part, Function<PageContent, @Nullable String> value) {
        bind(insert, name, part, change -> {
            PageContent content = change.contentAfter().orElse(null);
            return content == null ? null : value.apply(content);
        });
    }

    private static void bindOrigin(
            Query insert, String name, List<PageChange> part, Function<GitOrigin, @Nullable String> value) {
        bind(insert, name, part, change -> {
            GitOrigin git = change.provenance().git();
            return git == null ? null : value.apply(git);
        });
    }

    private void deletePages(long newestSeq) {
        if (changes.stream().anyMatch(PageWriter::isDelete)) {
            handle.createUpdate("""
                            UPDATE gitsync_pages p SET version = r.version, deleted_at = r.created_at
                            FROM gitsync_revisions r
                            WHERE r.space_id = :space AND r.seq > :seq AND r.kind = 'tombstone' AND p.id = r.page_id""")
                    .bind("space", space.id().value())
                    .bind("seq", newestSeq)
                    .execute();
        }
    }

    private static boolean isDelete(PageChange change) {
        return change instanceof PageChange.Delete;
    }
}
