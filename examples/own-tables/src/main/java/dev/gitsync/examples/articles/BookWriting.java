package dev.gitsync.examples.articles;

import dev.gitsync.model.GitOrigin;
import dev.gitsync.model.Provenance;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Changes to one book within one transaction. For one thread. */
final class BookWriting {
    private final Handle handle;
    private final String book;
    private final String editor;
    private final long began;
    private final long fence;
    private final List<Long> changed = new ArrayList<>();
    private long clock;

    private BookWriting(Handle handle, String book, String editor, long clock, long fence) {
        this.handle = handle;
        this.book = book;
        this.editor = editor;
        this.began = clock;
        this.clock = clock;
        this.fence = fence;
    }

    /** Waits for its turn at the book. */
    static BookWriting begin(Handle handle, String book, String editor) {
        return handle.createQuery("SELECT clock, fence FROM book WHERE id = :book FOR NO KEY UPDATE")
                .bind("book", book)
                .map((row, ctx) -> new BookWriting(handle, book, editor, row.getLong("clock"), row.getLong("fence")))
                .findOne()
                .orElseThrow(() -> new RuleException("There is no book " + book));
    }

    /** Where the history stood when this began. */
    long began() {
        return began;
    }

    /** Where the history stands now. */
    long clock() {
        return clock;
    }

    /** The newest lease that has written here. */
    long fence() {
        return fence;
    }

    long newId() {
        return handle.createQuery("SELECT nextval('article_id')")
                .mapTo(Long.class)
                .one();
    }

    Optional<Article> find(long id) {
        return handle.createQuery("SELECT * FROM article WHERE id = :id AND book = :book")
                .bind("id", id)
                .bind("book", book)
                .map((row, ctx) -> article(row))
                .findOne();
    }

    Article create(long id, Article content, Provenance who) {
        int made = handle.createUpdate("""
                        INSERT INTO article (id, book, above, title, body, revision)
                        VALUES (:id, :book, :above, :title, :body, 1) ON CONFLICT DO NOTHING""")
                .bind("id", id)
                .bind("book", book)
                .bind("above", content.above())
                .bind("title", content.title())
                .bind("body", content.body())
                .execute();
        return recorded(id, made, who);
    }

    Article update(int expected, Article content, Provenance who) {
        return recorded(content.id(), put(expected, content, false), who);
    }

    Article restore(int expected, Article content, Provenance who) {
        return recorded(content.id(), put(expected, content, true), who);
    }

    private int put(int expected, Article content, boolean wasTrashed) {
        return handle.createUpdate("""
                        UPDATE article SET above = :above, title = :title, body = :body, trashed = false,
                            revision = revision + 1
                        WHERE id = :id AND book = :book AND revision = :expected AND trashed = :wasTrashed""")
                .bind("above", content.above())
                .bind("title", content.title())
                .bind("body", content.body())
                .bind("id", content.id())
                .bind("book", book)
                .bind("expected", expected)
                .bind("wasTrashed", wasTrashed)
                .execute();
    }

    Article trash(long id, int expected, Provenance who) {
        boolean isPinned = handle.createQuery("SELECT pinned FROM article WHERE id = :id AND book = :book")
                .bind("id", id)
                .bind("book", book)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false);
        if (isPinned) {
            throw new RuleException("Article " + id + " is pinned; it can't be thrown away.");
        }
        int done = handle.createUpdate("""
                        UPDATE article SET trashed = true, revision = revision + 1
                        WHERE id = :id AND book = :book AND revision = :expected AND NOT trashed""")
                .bind("id", id)
                .bind("book", book)
                .bind("expected", expected)
                .execute();
        return recorded(id, done, who);
    }

    /** Adds what was just done to the history. */
    private Article recorded(long id, int rows, Provenance who) {
        if (rows != 1) {
            throw new ConflictException(id);
        }
        clock++;
        changed.add(id);
        Optional<GitOrigin> git = Optional.ofNullable(who.git());
        handle.createUpdate("""
                        INSERT INTO article_history (book, clock, article, revision, above, title, body, trashed, author,
                            author_email, written_at, note, editor, git_commit, git_push)
                        SELECT book, :clock, id, revision, above, title, body, trashed, :author, :email, :time, :note,
                            :editor, :commit, :push
                        FROM article WHERE id = :id""")
                .bind("clock", clock)
                .bind("author", who.author().name())
                .bind("email", who.author().email())
                .bindBySqlType(
                        "time",
                        who.time().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .bind("note", who.message())
                .bind("editor", editor)
                .bind("commit", git.map(GitOrigin::commit).orElse(null))
                .bind("push", git.map(GitOrigin::push).orElse(null))
                .bind("id", id)
                .execute();
        return find(id).orElseThrow();
    }

    /** Keeps the rules that can be seen only when all changes are in. */
    void end() {
        handle.createUpdate("UPDATE book SET clock = :clock WHERE id = :book")
                .bind("clock", clock)
                .bind("book", book)
                .execute();
        Optional<Long> homeless = handle.createQuery("""
                        SELECT a.id FROM article a LEFT JOIN article p ON p.id = a.above
                        WHERE NOT a.trashed AND a.above IS NOT NULL AND (p.id IS NULL OR p.trashed OR p.book <> a.book)
                          AND (a.id = ANY(:changed) OR a.above = ANY(:changed)) LIMIT 1""")
                .bindArray("changed", Long.class, changed)
                .mapTo(Long.class)
                .findOne();
        if (homeless.isPresent()) {
            throw new RuleException("Article " + homeless.get() + " would stand under an article that is not there.");
        }
        Optional<Long> circling = handle.createQuery("""
                        WITH RECURSIVE up AS (
                            SELECT id AS start, above FROM article WHERE id = ANY(:changed) AND NOT trashed
                            UNION
                            SELECT up.start, article.above FROM up JOIN article ON article.id = up.above)
                        SELECT start FROM up WHERE above = start LIMIT 1""")
                .bindArray("changed", Long.class, changed)
                .mapTo(Long.class)
                .findOne();
        if (circling.isPresent()) {
            throw new RuleException("Article " + circling.get() + " would stand under itself.");
        }
    }

    void raiseFence(long token) {
        handle.createUpdate("UPDATE book SET fence = greatest(fence, :token) WHERE id = :book")
                .bind("token", token)
                .bind("book", book)
                .execute();
    }

    static Article article(ResultSet row) throws SQLException {
        return new Article(
                row.getLong("id"),
                above(row),
                row.getString("title"),
                row.getString("body"),
                row.getInt("revision"),
                row.getBoolean("trashed"));
    }

    static @Nullable Long above(ResultSet row) throws SQLException {
        long above = row.getLong("above");
        return row.wasNull() ? null : above;
    }
}
