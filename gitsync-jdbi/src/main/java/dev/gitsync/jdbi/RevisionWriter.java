package dev.gitsync.jdbi;

import dev.gitsync.jdbi.internal.content.ContentStore;
import dev.gitsync.jdbi.internal.page.FeedPosition;
import dev.gitsync.jdbi.internal.sql.Columns;
import dev.gitsync.jdbi.internal.sql.CommitMark;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Labels;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance.GitOrigin;
import dev.gitsync.model.Space;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.PageChange;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Writes the revisions of one plan, and the pages and attachments to match, within one transaction. Each mebibyte of text takes one
 * statement, and deletions take one more.
 */
final class RevisionWriter {
    private static final long MOST_CHARACTERS = 1 << 20;
    private static final int MOST_REVISIONS = 10_000;

    /** The part of a statement that updates attachments to match their revisions. */
    private static final String ATTACHED = """
            , attached AS (
                INSERT INTO gitsync_attachments (id, space_id, page_id, name, hash, size, version)
                SELECT attachment_id, space_id, parent_id, title, hash, size, version FROM added
                WHERE kind = 'revision' AND attachment_id IS NOT NULL
                ON CONFLICT (id) DO UPDATE SET page_id = excluded.page_id, name = excluded.name, hash = excluded.hash,
                    size = excluded.size, version = excluded.version, deleted_at = NULL)""";

    /** The part of a statement that moves attachments to the trash. */
    private static final String DETACHED = """
            WITH detached AS (
                UPDATE gitsync_attachments a SET version = r.version, deleted_at = r.created_at
                FROM gitsync_revisions r
                WHERE r.space_id = :space AND r.seq > :seq AND r.kind = 'tombstone' AND a.id = r.attachment_id)
            """;

    /** The labels of a revision: those of the plan, else those that the page has. */
    private static final String LABELS = """
            CASE WHEN kind = 'revision' AND page IS NOT NULL THEN coalesce(string_to_array(labels, E'\\n'),
                (SELECT p.labels FROM gitsync_pages p WHERE p.id = page)) END""";

    private final Handle handle;
    private final CommitMark mark;
    private final Space space;
    private final Order order;
    private final Set<PageId> attachments;

    RevisionWriter(Handle handle, CommitMark mark, Written written) {
        this.handle = handle;
        this.mark = mark;
        this.space = written.space();
        this.order = written.order();
        this.attachments = written.attachments();
    }

    /**
     * What to write.
     *
     * @param contents the contents of attachments, or null if the wiki has no attachments
     * @param hasLabels whether the wiki has labels
     */
    record Order(
            List<PageChange> changes,
            ApplyContext context,
            @Nullable ContentStore contents,
            boolean hasLabels) {}

    /** What to write: a plan that was checked, and which of its ids are those of attachments. */
    record Written(Space space, Order order, Set<PageId> attachments) {}

    /**
     * Inserts the revisions after the newest one, with a limit per statement that bounds the memory use of the server and the
     * client. Returns the position after them.
     */
    Cursor addRevisions(long newestSeq, Cursor end, Map<PageId, Long> versions) {
        List<PageChange> changes = order.changes();
        int from = 0;
        long characters = 0;
        Cursor newest = end;
        for (int i = 0; i < changes.size(); i++) {
            characters += length(changes.get(i));
            if (characters >= MOST_CHARACTERS || i - from >= MOST_REVISIONS || i == changes.size() - 1) {
                newest = addPart(newestSeq + from, changes.subList(from, i + 1), versions);
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
    private Cursor addPart(long before, List<PageChange> part, Map<PageId, Long> versions) {
        Query insert = handle.createQuery("""
                        WITH added AS (
                            INSERT INTO gitsync_revisions (space_id, seq, page_id, attachment_id, version, kind, parent_id,
                                title, text, hash, size,
                                author_name, author_email, authored_at, message, actor, git_commit, git_push%1$s)
                            SELECT :space, :before + place, page, attachment, version, kind, parent, title, text, hash, size,
                                name, email, time::timestamptz, message, :actor, commit, push%2$s
                            FROM unnest(:pages, :attachments, :versions, :kinds, :parents, :titles, :texts, :hashes, :sizes,
                                    :names, :emails, :times, :messages, :commits, :pushes%3$s)
                                WITH ORDINALITY AS r (page, attachment, version, kind, parent, title, text, hash, size,
                                    name, email, time, message, commit, push%1$s, place)
                            RETURNING space_id, page_id, attachment_id, version, kind, parent_id, title, text, hash, size,
                                seq, %4$s AS mark%1$s),
                        written AS (
                            INSERT INTO gitsync_pages (id, space_id, parent_id, title, text, version%1$s)
                            SELECT page_id, space_id, parent_id, title, text, version%1$s FROM added
                            WHERE kind = 'revision' AND page_id IS NOT NULL
                            ON CONFLICT (id) DO UPDATE SET parent_id = excluded.parent_id, title = excluded.title,
                                text = excluded.text, version = excluded.version, deleted_at = NULL%5$s)""".formatted(
                                        onlyWithLabels(", labels"),
                                        onlyWithLabels(", " + LABELS),
                                        onlyWithLabels(", :labels"),
                                        FeedPosition.MARK,
                                        onlyWithLabels(", labels = excluded.labels"))
                        + (part.stream().anyMatch(this::isAttachment) ? ATTACHED : "") + mark.withClause() + """

                        UPDATE gitsync_spaces SET revision_counter = revision_counter + :count,
                            fencing_token = greatest(fencing_token, :token)
                        WHERE id = :space RETURNING revision_counter,
                            (SELECT mark FROM added ORDER BY seq DESC LIMIT 1) AS mark,
                            CASE WHEN :isEdit THEN pg_notify(:channel, id) END""")
                .bind("count", part.size())
                .bind("token", order.context().fencingToken())
                .bind("isEdit", order.context().fencingToken() == ApplyContext.UNFENCED)
                .bind("channel", JdbiNotifications.CHANNEL)
                .bind("space", space.id().value())
                .bind("before", before)
                .bind("actor", order.context().actor());
        mark.bind(insert);
        Columns.bind(insert, "versions", part, change -> versions.get(change.id()), Long[]::new);
        bind(
                insert,
                "pages",
                part,
                change -> isAttachment(change) ? null : change.id().value());
        bind(
                insert,
                "attachments",
                part,
                change -> isAttachment(change) ? change.id().value() : null);
        bind(insert, "kinds", part, change -> change instanceof PageChange.Delete ? "tombstone" : "revision");
        bind(insert, "parents", part, RevisionWriter::above);
        bind(insert, "titles", part, change -> of(change, PageContent::title, AttachmentContent::name));
        bind(insert, "texts", part, change -> of(change, PageContent::text, content -> null));
        bind(
                insert,
                "hashes",
                part,
                change -> of(change, content -> null, content -> content.hash().value()));
        Columns.bind(
                insert,
                "sizes",
                part,
                change -> change instanceof PageChange.PutAttachment put
                        ? (Long) put.content().size()
                        : null,
                Long[]::new);
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
        if (order.hasLabels()) {
            bind(insert, "labels", part, change -> of(change, content -> labels(content.labels()), content -> null));
        }
        return insert.map((row, ctx) -> FeedPosition.cursor(row.getLong("revision_counter"), row.getString("mark")))
                .one();
    }

    private String onlyWithLabels(String sql) {
        return order.hasLabels() ? sql : "";
    }

    /** Returns labels as the statement splits them: none of them has a line feed. */
    private static @Nullable String labels(@Nullable Labels labels) {
        return labels == null ? null : String.join("\n", labels.names());
    }

    private static void bind(
            Query insert, String name, List<PageChange> part, Function<PageChange, @Nullable String> value) {
        Columns.bind(insert, name, part, value, String[]::new);
    }

    private boolean isAttachment(PageChange change) {
        return attachments.contains(change.id());
    }

    private static @Nullable String above(PageChange change) {
        PageId above = change instanceof PageChange.PutAttachment put
                ? put.content().page()
                : change.contentAfter().map(PageContent::parent).orElse(null);
        return above == null ? null : above.value();
    }

    /** Returns a part of the content of a page or of an attachment; null for a deletion. */
    private static @Nullable String of(
            PageChange change,
            Function<PageContent, @Nullable String> ofPage,
            Function<AttachmentContent, @Nullable String> ofAttachment) {
        if (change instanceof PageChange.PutAttachment put) {
            return ofAttachment.apply(put.content());
        }
        PageContent content = change.contentAfter().orElse(null);
        return content == null ? null : ofPage.apply(content);
    }

    private static void bindOrigin(
            Query insert, String name, List<PageChange> part, Function<GitOrigin, @Nullable String> value) {
        bind(insert, name, part, change -> {
            GitOrigin git = change.provenance().git();
            return git == null ? null : value.apply(git);
        });
    }

    /** Moves what the plan deletes to the trash: everything with a tombstone after {@code newestSeq}. */
    void delete(long newestSeq) {
        List<PageId> deleted = order.changes().stream()
                .filter(PageChange.Delete.class::isInstance)
                .map(PageChange::id)
                .toList();
        if (deleted.isEmpty()) {
            return;
        }
        handle.createUpdate((deleted.stream().anyMatch(attachments::contains) ? DETACHED : "") + """
                        UPDATE gitsync_pages p SET version = r.version, deleted_at = r.created_at
                        FROM gitsync_revisions r
                        WHERE r.space_id = :space AND r.seq > :seq AND r.kind = 'tombstone' AND p.id = r.page_id""")
                .bind("space", space.id().value())
                .bind("seq", newestSeq)
                .execute();
    }
}
