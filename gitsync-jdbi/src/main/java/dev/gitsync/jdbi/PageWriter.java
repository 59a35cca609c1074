package dev.gitsync.jdbi;

import dev.gitsync.error.StoreException;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.GitOrigin;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import java.sql.Types;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one plan within one transaction, with a number of statements that does not grow with the plan:
 *
 * <ol>
 *   <li>Lock the row of the space. From here until the commit nobody else writes pages of this space, so the numbers that
 *       the revisions get are in the order of the commits, and everything that is read stays true.
 *   <li>Turn an older fencing token away.
 *   <li>Read where the pages of the plan and, if one of them may move, everything above them stand; compare with what the
 *       plan expects.
 *   <li>See that the pages still form a tree, which they do if none moves.
 *   <li>Add the revisions, and make the pages what their revisions say.
 *   <li>Raise the counter and the token of the space.
 *   <li>Do what else belongs into the transaction; for a push, commit its packs and move the refs.
 * </ol>
 *
 * <p>Nothing is written before every check has passed, so there is never anything to take back.
 */
final class PageWriter {
    private final Handle handle;
    private final Space space;
    private final List<PageChange> changes;
    private final ApplyContext context;
    private @Nullable String transaction;

    PageWriter(Handle handle, Space space, List<PageChange> changes, ApplyContext context) {
        this.handle = handle;
        this.space = space;
        this.changes = changes;
        this.context = context;
    }

    private record Counters(long newestSeq, long newestToken) {}

    /** Carries the plan out, within the transaction of the handle. */
    Database.Written<ApplyResult> write() {
        ApplyResult result = result();
        return new Database.Written<>(result, transaction);
    }

    private ApplyResult result() {
        Counters counters = lockSpace();
        long token = context.fencingToken();
        if (token != ApplyContext.UNFENCED && token < counters.newestToken()) {
            return new ApplyResult.Fenced(counters.newestToken());
        }
        boolean mayMove = !changes.stream().allMatch(PageChange.Update.class::isInstance);
        var plan = new Plan(changes, mayMove ? placedPages() : plannedPages());
        if (!mayMove && !plan.keepsPlaces()) {
            mayMove = true;
            plan = new Plan(changes, placedPages());
        }
        List<PageId> stale = plan.stale();
        if (!stale.isEmpty()) {
            return new ApplyResult.Stale(stale);
        }
        Optional<String> refusal = mayMove ? plan.refusal().or(this::orphan) : Optional.empty();
        if (refusal.isPresent()) {
            return new ApplyResult.Refused(refusal.get());
        }
        Map<PageId, Long> versions = plan.versions();
        addRevisions(counters.newestSeq(), versions);
        updatePages(counters.newestSeq());
        Cursor cursor = updateCounters();
        var applied = new ApplyResult.Applied(versions, FeedPosition.cursor(counters.newestSeq()), cursor);
        context.inTransaction().accept(applied);
        return applied;
    }

    private Counters lockSpace() {
        return handle.createQuery("""
                        SELECT revision_counter, fencing_token FROM gitsync_spaces
                        WHERE id = :space AND tenant_id = :tenant AND deleted_at IS NULL
                        FOR NO KEY UPDATE""")
                .bind("space", space.id().value())
                .bind("tenant", space.tenant())
                .map((row, ctx) -> new Counters(row.getLong("revision_counter"), row.getLong("fencing_token")))
                .findOne()
                .orElseThrow(() -> new StoreException("Space " + space.id()
                        + " can't be changed: the database has no such space, or it was deleted"));
    }

    /** The pages of the plan alone, which is enough as long as they stay where they are. */
    private Map<PageId, PlacedPage> plannedPages() {
        return read("""
                SELECT id, parent_id, version, space_id = :space AS here, deleted_at IS NULL AS live
                FROM gitsync_pages WHERE id = ANY(:ids)""", changes.stream().map(PageChange::id));
    }

    private Map<PageId, PlacedPage> placedPages() {
        Stream<PageId> parents = changes.stream()
                .flatMap(change -> Plan.content(change).stream())
                .map(PageContent::parent)
                .filter(Objects::nonNull);
        return read("""
                WITH RECURSIVE placed AS (
                    SELECT id, space_id, parent_id, version, deleted_at FROM gitsync_pages WHERE id = ANY(:ids)
                    UNION
                    SELECT p.id, p.space_id, p.parent_id, p.version, p.deleted_at
                    FROM gitsync_pages p JOIN placed c ON p.id = c.parent_id)
                SELECT id, parent_id, version, space_id = :space AS here, deleted_at IS NULL AS live
                FROM placed""", Stream.concat(changes.stream().map(PageChange::id), parents));
    }

    private Map<PageId, PlacedPage> read(String sql, Stream<PageId> pages) {
        Map<PageId, PlacedPage> found = new HashMap<>();
        handle.createQuery(sql)
                .bind("space", space.id().value())
                .bindBySqlType("ids", ids(pages), Types.ARRAY)
                .map((row, ctx) -> new PlacedPage(
                        new PageId(row.getString("id")),
                        row.getBoolean("here"),
                        Rows.parent(row),
                        row.getLong("version"),
                        row.getBoolean("live")))
                .forEach(page -> found.put(page.id(), page));
        return found;
    }

    /** Looks for a live page that the plan does not name, below one that it deletes. */
    private Optional<String> orphan() {
        if (changes.stream().noneMatch(PageWriter::isDelete)) {
            return Optional.empty();
        }
        return handle.createQuery("""
                        SELECT id, parent_id FROM gitsync_pages p
                        WHERE space_id = :space AND parent_id = ANY(:deleted) AND deleted_at IS NULL
                          AND NOT EXISTS (SELECT FROM unnest(:ids) AS planned (id) WHERE planned.id = p.id)
                        LIMIT 1""")
                .bind("space", space.id().value())
                .bindBySqlType("deleted", idsOf(PageWriter::isDelete), Types.ARRAY)
                .bindBySqlType("ids", idsOf(change -> true), Types.ARRAY)
                .map((row, ctx) -> "Page " + row.getString("parent_id") + " can't be deleted while page "
                        + row.getString("id") + " stands under it.")
                .findOne();
    }

    private void addRevisions(long newestSeq, Map<PageId, Long> versions) {
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO gitsync_revisions (space_id, seq, page_id, version, kind, parent_id, title, text,
                    author_name, author_email, authored_at, message, actor, git_commit, git_push)
                VALUES (:space, :seq, :page, :version, :kind, :parent, :title, :text,
                    :name, :email, :time, :message, :actor, :commit, :push)""");
        long seq = newestSeq;
        for (PageChange change : changes) {
            seq++;
            batch.bind("space", space.id().value())
                    .bind("seq", seq)
                    .bind("page", change.id().value())
                    .bind("version", versions.get(change.id()))
                    .bind("actor", context.actor());
            bindContent(batch, change);
            bindProvenance(batch, change.provenance());
            batch.add();
        }
        batch.execute();
    }

    private static void bindContent(PreparedBatch batch, PageChange change) {
        Optional<PageContent> content = Plan.content(change);
        batch.bind("kind", content.isPresent() ? "revision" : "tombstone")
                .bind(
                        "parent",
                        content.map(PageContent::parent).map(PageId::value).orElse(null))
                .bind("title", content.map(PageContent::title).orElse(null))
                .bind("text", content.map(PageContent::text).orElse(null));
    }

    private static void bindProvenance(PreparedBatch batch, Provenance provenance) {
        Optional<GitOrigin> git = Optional.ofNullable(provenance.git());
        // PostgreSQL keeps microseconds and would round up, perhaps into the next second.
        var time = provenance.time().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        batch.bind("name", provenance.author().name())
                .bind("email", provenance.author().email())
                .bindBySqlType("time", time, Types.TIMESTAMP_WITH_TIMEZONE)
                .bind("message", provenance.message())
                .bind("commit", git.map(GitOrigin::commit).orElse(null))
                .bind("push", git.map(GitOrigin::push).orElse(null));
    }

    /**
     * Makes the pages what the new revisions say; the texts are not sent a second time. A page of another space can't be
     * hit: it was seen when the plan was compared, or the revision that made it at the same moment has the same version.
     */
    private void updatePages(long newestSeq) {
        updatePages("""
                INSERT INTO gitsync_pages (id, space_id, parent_id, title, text, version)
                SELECT page_id, space_id, parent_id, title, text, version FROM gitsync_revisions
                WHERE space_id = :space AND seq > :seq AND kind = 'revision'
                ON CONFLICT (id) DO UPDATE SET parent_id = excluded.parent_id, title = excluded.title,
                    text = excluded.text, version = excluded.version, deleted_at = NULL""", newestSeq);
        if (changes.stream().noneMatch(PageWriter::isDelete)) {
            return;
        }
        updatePages("""
                UPDATE gitsync_pages p SET version = r.version, deleted_at = r.created_at
                FROM gitsync_revisions r
                WHERE r.space_id = :space AND r.seq > :seq AND r.kind = 'tombstone' AND p.id = r.page_id""", newestSeq);
    }

    private void updatePages(String sql, long newestSeq) {
        handle.createUpdate(sql)
                .bind("space", space.id().value())
                .bind("seq", newestSeq)
                .execute();
    }

    private Cursor updateCounters() {
        return handle.createQuery("""
                        UPDATE gitsync_spaces SET revision_counter = revision_counter + :count,
                            fencing_token = greatest(fencing_token, :token)
                        WHERE id = :space RETURNING revision_counter, pg_current_xact_id()::text AS transaction,
                            CASE WHEN :isEdit THEN pg_notify(:channel, id) END""")
                .bind("count", changes.size())
                .bind("token", context.fencingToken())
                .bind("isEdit", context.fencingToken() == ApplyContext.UNFENCED)
                .bind("channel", JdbiNotifications.CHANNEL)
                .bind("space", space.id().value())
                .map((row, ctx) -> {
                    transaction = row.getString("transaction");
                    return FeedPosition.cursor(row.getLong("revision_counter"));
                })
                .one();
    }

    private String[] idsOf(Predicate<PageChange> which) {
        return ids(changes.stream().filter(which).map(PageChange::id));
    }

    private static String[] ids(Stream<PageId> pages) {
        return pages.map(PageId::value).distinct().toArray(String[]::new);
    }

    private static boolean isDelete(PageChange change) {
        return change instanceof PageChange.Delete;
    }
}
