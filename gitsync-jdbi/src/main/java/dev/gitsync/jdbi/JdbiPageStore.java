package dev.gitsync.jdbi;

import dev.gitsync.format.label.LabelRules;
import dev.gitsync.jdbi.internal.content.ContentStore;
import dev.gitsync.jdbi.internal.page.FeedPosition;
import dev.gitsync.jdbi.internal.page.StorabilityCheck;
import dev.gitsync.jdbi.internal.sql.Columns;
import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.TransactionDomain;
import dev.gitsync.store.attachment.AttachmentStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The pages and attachments of a wiki in PostgreSQL. All writes of them go through this class: pushes, and the wiki's own edits, which use
 * {@link ApplyContext#edit}. The scripts in {@code pages} and {@code commits} of {@code dev/gitsync/jdbi/migration}
 * create its tables.
 *
 * <p>Writers of one space are serialized by a lock on the row of that space and assign revision numbers only while they
 * hold it, so the feed is in commit order and a reader never skips a late commit. Writers of different spaces do not
 * block each other. Within a transaction that the caller has opened on the same {@link Jdbi} and thread, {@link #apply}
 * is part of that transaction and exactly as durable.
 *
 * <p>A batch of changes or pages ends early at about {@value #BATCH_BYTES} bytes; a larger page is returned in a batch
 * of its own. PostgreSQL can store neither a NUL character nor an unpaired surrogate, so a plan that contains one is
 * refused.
 */
public final class JdbiPageStore implements PageStore {
    static final long BATCH_BYTES = 8L << 20;
    private static final int MOST_ROWS = 10_000;

    private final Database database;
    private final @Nullable JdbiAttachments attachments;
    private final @Nullable LabelRules labels;

    /**
     * Creates an instance without attachments that uses the database behind {@code jdbi}; requires no JDBI plugin and
     * changes no JDBI setting.
     */
    public JdbiPageStore(Jdbi jdbi) {
        this(new Database(jdbi), null, null);
    }

    /**
     * Creates an instance whose pages have attachments.
     *
     * @param attachments attachments on the same {@link Jdbi}
     */
    public JdbiPageStore(Jdbi jdbi, JdbiAttachments attachments) {
        this(new Database(jdbi), attachments, null);
    }

    private JdbiPageStore(Database database, @Nullable JdbiAttachments attachments, @Nullable LabelRules labels) {
        this.database = database;
        this.attachments = attachments;
        this.labels = labels;
    }

    /**
     * Returns the same store with labels of pages. A page that was written before has those in its text, until its labels are changed.
     *
     * @param rules the labels that pages can have
     */
    public JdbiPageStore withLabels(LabelRules rules) {
        return new JdbiPageStore(database, attachments, rules);
    }

    @Override
    public Optional<LabelRules> labels() {
        return Optional.ofNullable(labels);
    }

    @Override
    public Optional<AttachmentStore> attachments() {
        return Optional.ofNullable(attachments).map(JdbiAttachments::store);
    }

    private record Entry(long seq, String mark, boolean more, Change change) {}

    /** A row of a batch of the feed: the mark of the revision at the cursor, and a change if there is one. */
    private record Row(@Nullable String before, @Nullable Entry entry) {}

    @Override
    public ChangeBatch changes(Space space, Cursor after, int limit) {
        Optional<FeedPosition> position = FeedPosition.of(after);
        if (position.isEmpty()) {
            return ChangeBatch.unknown(after);
        }
        long seq = position.get().seq();
        List<Row> rows =
                database.read("read the changes of space " + space.id(), handle -> rows(handle, space, seq, limit));
        if (!position.get().isKnown(rows.get(0).before())) {
            return ChangeBatch.unknown(after);
        }
        List<Entry> entries =
                rows.stream().flatMap(row -> Stream.ofNullable(row.entry())).toList();
        if (entries.isEmpty()) {
            return new ChangeBatch(List.of(), after, false);
        }
        Entry last = entries.get(entries.size() - 1);
        return new ChangeBatch(
                entries.stream().map(Entry::change).toList(),
                FeedPosition.cursor(last.seq(), last.mark()),
                last.more());
    }

    @Override
    public OptionalLong remaining(Space space, Cursor after) {
        long seq = FeedPosition.of(after).map(FeedPosition::seq).orElse(0L);
        return database.read(
                "count the changes of space " + space.id(),
                handle -> handle.createQuery("SELECT revision_counter FROM gitsync_spaces WHERE id = :space")
                        .bind("space", space.id().value())
                        .mapTo(Long.class)
                        .findOne()
                        .map(newest -> OptionalLong.of(Math.max(0, newest - seq)))
                        .orElseGet(OptionalLong::empty));
    }

    @Override
    public List<Page> pages(Space space, @Nullable PageId after, int limit) {
        return database.read(
                "list the pages of space " + space.id(),
                handle -> handle.createQuery("""
                        SELECT id, parent_id, title, text, version, labels FROM (
                            SELECT *, row_number() OVER (ORDER BY id) AS row_no,
                                sum(octet_length(title) + coalesce(octet_length(text), 0))
                                    OVER (ORDER BY id ROWS UNBOUNDED PRECEDING) AS bytes
                            FROM (SELECT * FROM gitsync_pages
                                WHERE space_id = :space AND id > :after AND deleted_at IS NULL
                                ORDER BY id LIMIT :limit) AS stretch) AS measured
                        WHERE row_no = 1 OR bytes <= :bytes
                        ORDER BY id""")
                        .bind("space", space.id().value())
                        .bind("after", after == null ? "" : after.value())
                        .bind("limit", Math.min(limit, MOST_ROWS))
                        .bind("bytes", BATCH_BYTES)
                        .map((row, ctx) -> Rows.page(row))
                        .list());
    }

    @Override
    public Optional<Page> page(Space space, PageId id) {
        return database.read(
                "read a page of space " + space.id(),
                handle -> handle.createQuery("""
                        SELECT id, parent_id, title, text, version, labels FROM gitsync_pages
                        WHERE id = :id AND space_id = :space AND deleted_at IS NULL""")
                        .bind("id", id.value())
                        .bind("space", space.id().value())
                        .map((row, ctx) -> Rows.page(row))
                        .findOne());
    }

    @Override
    public PageId newPageId(Space space) {
        return new PageId(UUID.randomUUID().toString());
    }

    @Override
    public ApplyResult apply(Space space, List<PageChange> changes, ApplyContext context) {
        if (changes.isEmpty()) {
            Cursor end = end(space);
            return new ApplyResult.Applied(Map.of(), end, end);
        }
        ContentStore contents = attachments == null ? null : attachments.contents();
        Optional<String> refusal = StorabilityCheck.refusal(changes).or(() -> rejection(changes, contents));
        if (refusal.isPresent()) {
            return new ApplyResult.Refused(refusal.get());
        }
        return database.writeSurely(
                "apply " + changes.size() + " changes to space " + space.id(),
                (handle, mark) -> new PageWriter(
                                handle,
                                mark,
                                space,
                                new RevisionWriter.Order(changes, context, contents, labels != null))
                        .write());
    }

    private static Optional<String> rejection(List<PageChange> changes, @Nullable ContentStore contents) {
        for (PageChange change : changes) {
            if (change instanceof PageChange.PutAttachment put) {
                if (contents == null) {
                    throw new IllegalStateException(
                            "Attachment " + put.id() + " was sent to a wiki without attachments");
                }
                Optional<String> rejection = contents.rejection(put.content());
                if (rejection.isPresent()) {
                    return rejection;
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<Map<SpaceId, String>> versionTokens(Collection<Space> spaces) {
        return Optional.of(database.read(
                "look where the feeds of " + spaces.size() + " spaces end",
                handle -> handle.createQuery(
                                "SELECT id, revision_counter::text AS mark FROM gitsync_spaces WHERE id = ANY(:ids)")
                        .bindBySqlType("ids", Columns.ids(spaces), Types.ARRAY)
                        .reduceResultSet(new HashMap<>(), Columns::token)));
    }

    /** Returns the transaction domain of the underlying {@link Jdbi}. */
    @Override
    public Optional<TransactionDomain> transactionDomain() {
        return Optional.of(TransactionDomain.of(database.jdbi()));
    }

    /**
     * Reads one row more than the limit to detect whether more changes follow. The database truncates the batch: it
     * knows the length of a text without loading it, so neither side ever holds more than one batch.
     *
     * <p>The limit is a literal in the statement, not a parameter: PostgreSQL plans a statement anew each time if it
     * does not know the limit, and most calls ask for one change and find none.
     *
     * <p>The upper bound of {@code seq} is for the planner too. Before the first {@code ANALYZE} of a table, the
     * planner estimates so few rows for a range with one bound that it would sort all of them for each batch. For a
     * range with two bounds it estimates fewer still, and reads them in the order of the index.
     */
    private static List<Row> rows(Handle handle, Space space, long after, int limit) {
        int most = Math.min(limit, MOST_ROWS);
        String sql = String.format(Locale.ROOT, """
                        SELECT known.before, found.* FROM (
                            SELECT (SELECT %s FROM gitsync_revisions
                                WHERE space_id = :space AND seq = :after) AS before) AS known
                        LEFT JOIN (SELECT * FROM (
                            SELECT *, %s AS mark, row_number() OVER (ORDER BY seq) AS row_no,
                                lead(seq) OVER (ORDER BY seq) IS NOT NULL AS more,
                                sum(octet_length(message) + coalesce(octet_length(title), 0)
                                        + coalesce(octet_length(text), 0))
                                    OVER (ORDER BY seq ROWS UNBOUNDED PRECEDING) AS bytes
                            FROM (SELECT * FROM gitsync_revisions
                                WHERE space_id = :space AND seq > :after AND seq < 9223372036854775807
                                ORDER BY seq LIMIT %d) AS stretch) AS measured
                        WHERE row_no = 1 OR (row_no <= %d AND bytes <= :bytes)) AS found ON true
                        ORDER BY seq""", FeedPosition.MARK, FeedPosition.MARK, most + 1, most);
        return handle.createQuery(sql)
                .bind("space", space.id().value())
                .bind("after", after)
                .bind("bytes", BATCH_BYTES)
                .map((row, ctx) -> row(row))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        long seq = row.getLong("seq");
        Entry entry =
                row.wasNull() ? null : new Entry(seq, row.getString("mark"), row.getBoolean("more"), Rows.change(row));
        return new Row(row.getString("before"), entry);
    }

    private Cursor end(Space space) {
        return database.read(
                "read the feed of space " + space.id(),
                handle -> handle.createQuery("SELECT seq, " + FeedPosition.MARK + " AS mark FROM gitsync_revisions"
                                + " WHERE space_id = :space ORDER BY seq DESC LIMIT 1")
                        .bind("space", space.id().value())
                        .map((row, ctx) -> FeedPosition.cursor(row.getLong("seq"), row.getString("mark")))
                        .findOne()
                        .orElse(Cursor.START));
    }
}
