package dev.gitsync.examples.articles;

import dev.gitsync.jdbi.JdbiTransactions;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.AttachmentRevision;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.Change.Tombstone;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Provenance.GitOrigin;
import dev.gitsync.model.Space;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads the articles of a book, and its history as a change feed. */
final class ArticleReader implements PageReader {
    private final JdbiTransactions transactions;
    private final ArticleService articles;

    ArticleReader(JdbiTransactions transactions, ArticleService articles) {
        this.transactions = transactions;
        this.articles = articles;
    }

    private record Entry(Cursor cursor, Change change) {}

    @Override
    public ChangeBatch changes(Space space, Cursor after, int limit) {
        int most = Math.min(limit, 1000);
        return transactions.read("read the history of book " + space.id(), handle -> {
            if (!HistoryPlace.isKnown(handle, space, after)) {
                return ChangeBatch.unknown(after);
            }
            List<Entry> found = handle.createQuery("SELECT *, " + HistoryPlace.MARK + """
                             AS mark FROM article_history WHERE book = :book AND clock > :after
                            ORDER BY clock LIMIT :limit""")
                    .bind("book", space.id().value())
                    .bind("after", HistoryPlace.clock(after))
                    .bind("limit", most + 1)
                    .map((row, ctx) ->
                            new Entry(HistoryPlace.cursor(row.getLong("clock"), row.getString("mark")), change(row)))
                    .list();
            List<Entry> batch = found.subList(0, Math.min(most, found.size()));
            Cursor next = batch.isEmpty() ? after : batch.get(batch.size() - 1).cursor();
            return new ChangeBatch(batch.stream().map(Entry::change).toList(), next, found.size() > most);
        });
    }

    @Override
    public OptionalLong remaining(Space space, Cursor after) {
        return transactions.read(
                "count the history of book " + space.id(),
                handle -> handle.createQuery("SELECT clock FROM book WHERE id = :book")
                        .bind("book", space.id().value())
                        .mapTo(Long.class)
                        .findOne()
                        .map(newest -> OptionalLong.of(newest - HistoryPlace.clock(after)))
                        .orElseGet(OptionalLong::empty));
    }

    @Override
    public List<Page> pages(Space space, @Nullable PageId after, int limit) {
        // gitsync requires the order of the ids as text, byte by byte.
        return transactions.read(
                "list the articles of book " + space.id(),
                handle -> handle.createQuery("""
                                SELECT * FROM article WHERE book = :book AND NOT trashed
                                    AND id::text COLLATE "C" > :after
                                ORDER BY id::text COLLATE "C" LIMIT :limit""")
                        .bind("book", space.id().value())
                        .bind("after", after == null ? "" : after.value())
                        .bind("limit", limit)
                        .map((row, ctx) -> page(ArticleService.article(row)))
                        .list());
    }

    @Override
    public Optional<Page> page(Space space, PageId id) {
        return transactions.read(
                "read an article of book " + space.id(),
                handle -> handle.createQuery("SELECT * FROM article WHERE id = :id AND book = :book AND NOT trashed")
                        .bind("id", ArticleTranslation.number(id))
                        .bind("book", space.id().value())
                        .map((row, ctx) -> page(ArticleService.article(row)))
                        .findOne());
    }

    @Override
    public PageId newPageId(Space space) {
        return transactions.read("choose the id of an article", handle -> ArticleTranslation.id(articles.newId()));
    }

    private static Page page(Article article) {
        return new Page(
                ArticleTranslation.id(article.id()),
                article.revision(),
                ArticleTranslation.content(article.above(), article.title(), article.body()));
    }

    private static Change change(ResultSet row) throws SQLException {
        Long file = row.getObject("file", Long.class);
        PageId id = ArticleTranslation.id(file == null ? row.getLong("article") : file);
        String commit = row.getString("git_commit");
        Provenance who = new Provenance(
                new Person(row.getString("author"), row.getString("author_email")),
                row.getObject("written_at", OffsetDateTime.class).toInstant(),
                row.getString("note"),
                commit == null ? null : new GitOrigin(commit, row.getString("git_push")));
        int revision = row.getInt("revision");
        if (row.getBoolean("trashed")) {
            return new Tombstone(id, revision, who);
        }
        return file != null
                ? new AttachmentRevision(
                        id, revision, ArticleTranslation.content(FileService.draft(row, "above", "title")), who)
                : new Revision(
                        id,
                        revision,
                        ArticleTranslation.content(
                                ArticleService.above(row), row.getString("title"), row.getString("body")),
                        who);
    }
}
