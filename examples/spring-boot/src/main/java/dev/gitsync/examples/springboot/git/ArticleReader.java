package dev.gitsync.examples.springboot.git;

import dev.gitsync.model.Change;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.Change.Tombstone;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Provenance.GitOrigin;
import dev.gitsync.model.Space;
import dev.gitsync.spring.database.SpringFailures;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the articles of a book, and the history that Envers keeps as a change feed. */
final class ArticleReader implements PageReader {
    private static final int MOST = 1_000;
    /** Tells a change from another one that has its number after an older backup was restored. */
    private static final String MARK = "substr(md5(concat_ws('|', a.rev, a.page_id, a.title, a.edited_at)), 1, 12)";

    private static final String PAGES = """
            SELECT a.*, p.page_id AS parent FROM article a LEFT JOIN article p ON p.id = a.parent_id
            WHERE a.book_id = :book AND NOT a.deleted\s""";

    private final JdbcClient sql;

    ArticleReader(JdbcClient sql) {
        this.sql = sql;
    }

    private record Entry(Cursor cursor, Change change) {}

    @Override
    public ChangeBatch changes(Space space, Cursor after, int limit) {
        return reached("read the history of book " + space.id(), () -> {
            if (!isKnown(space, after)) {
                return ChangeBatch.unknown(after);
            }
            int most = Math.min(limit, MOST);
            List<Entry> found = sql.sql("SELECT a.*, p.page_id AS parent, " + MARK + """
                             AS mark FROM article_aud a LEFT JOIN article p ON p.id = a.parent_id
                            WHERE a.book_id = :book AND a.change_number > :after
                            ORDER BY a.change_number LIMIT :limit""")
                    .param("book", space.id().value())
                    .param("after", number(after))
                    .param("limit", most + 1)
                    .query((row, number) -> new Entry(cursor(row), change(row)))
                    .list();
            List<Entry> batch = found.subList(0, Math.min(most, found.size()));
            Cursor next = batch.isEmpty() ? after : batch.get(batch.size() - 1).cursor();
            return new ChangeBatch(batch.stream().map(Entry::change).toList(), next, found.size() > most);
        });
    }

    private boolean isKnown(Space space, Cursor cursor) {
        if (cursor.equals(Cursor.START)) {
            return true;
        }
        return cursor.value().matches("[0-9]{1,18}-[0-9a-f]{12}")
                && sql.sql("SELECT change_number, " + MARK
                                + " AS mark FROM article_aud a WHERE book_id = :book AND change_number = :number")
                        .param("book", space.id().value())
                        .param("number", number(cursor))
                        .query((row, number) -> cursor(row))
                        .optional()
                        .filter(cursor::equals)
                        .isPresent();
    }

    private static long number(Cursor cursor) {
        return cursor.equals(Cursor.START)
                ? 0
                : Long.parseLong(cursor.value().substring(0, cursor.value().indexOf('-')));
    }

    private static Cursor cursor(ResultSet row) throws SQLException {
        return new Cursor(row.getLong("change_number") + "-" + row.getString("mark"));
    }

    private static Change change(ResultSet row) throws SQLException {
        PageId id = new PageId(row.getString("page_id"));
        long version = row.getLong("change_number");
        String commit = row.getString("git_commit");
        Provenance by = new Provenance(
                Articles.author(row.getString("edited_by"), row.getString("author_email")),
                row.getObject("edited_at", OffsetDateTime.class).toInstant(),
                row.getString("edit_comment"),
                commit == null ? null : new GitOrigin(commit, row.getString("git_push")));
        return row.getBoolean("deleted") ? new Tombstone(id, version, by) : new Revision(id, version, content(row), by);
    }

    @Override
    public List<Page> pages(Space space, @Nullable PageId after, int limit) {
        // In the order of the ids as texts, byte by byte.
        return reached(
                "list the articles of book " + space.id(),
                () -> sql.sql(PAGES + """
                        AND a.page_id COLLATE "C" > :after ORDER BY a.page_id COLLATE "C" LIMIT :limit""")
                        .param("book", space.id().value())
                        .param("after", after == null ? "" : after.value())
                        .param("limit", limit)
                        .query((row, number) -> page(row))
                        .list());
    }

    @Override
    public Optional<Page> page(Space space, PageId id) {
        return reached(
                "read an article of book " + space.id(),
                () -> sql.sql(PAGES + "AND a.page_id = :id")
                        .param("book", space.id().value())
                        .param("id", id.value())
                        .query((row, number) -> page(row))
                        .optional());
    }

    @Override
    public PageId newPageId(Space space) {
        return new PageId(UUID.randomUUID().toString());
    }

    private static Page page(ResultSet row) throws SQLException {
        return new Page(new PageId(row.getString("page_id")), row.getLong("change_number"), content(row));
    }

    private static PageContent content(ResultSet row) throws SQLException {
        String parent = row.getString("parent");
        return new PageContent(
                parent == null ? null : new PageId(parent), row.getString("title"), row.getString("body"));
    }

    private static <T> T reached(String doing, Supplier<T> read) {
        try {
            return read.get();
        } catch (DataAccessException e) {
            throw SpringFailures.of(doing, e);
        }
    }
}
