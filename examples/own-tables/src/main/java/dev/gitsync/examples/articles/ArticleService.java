package dev.gitsync.examples.articles;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The service layer of the wiki: writes articles and enforces the rules, for the wiki's own pages and for gitsync. Each method changes
 * one article, in the transaction of its thread or in a new one. It throws a {@link RuleException} if a rule forbids the change and a
 * {@link ConflictException} if the article is not at the expected revision; the caller must then roll the transaction back.
 * Thread-safe.
 */
public final class ArticleService {
    private final Jdbi jdbi;

    /** Writes to this database. */
    public ArticleService(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Returns an id for a new article. */
    public long newId() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT nextval('article_id')")
                .mapTo(Long.class)
                .one());
    }

    /** Creates an article. */
    public Article create(Article.Key key, Article.Draft draft, Edit edit) {
        return jdbi.inTransaction(handle -> {
            History history = History.lock(handle, key.book());
            requireAbove(handle, key, draft);
            int made =
                    handle.createUpdate("""
                            INSERT INTO article (id, book, above, title, body, revision)
                            VALUES (:id, :book, :above, :title, :body, 1) ON CONFLICT DO NOTHING""").bindMethods(key).bindMethods(draft).execute();
            return added(handle, history, key, edit, made);
        });
    }

    /** Changes the text, title or place of a live article. */
    public Article save(Article.Key key, Article.Draft draft, Edit edit) {
        return put(key, draft, edit, false);
    }

    /** Takes an article out of the trash. */
    public Article restore(Article.Key key, Article.Draft draft, Edit edit) {
        return put(key, draft, edit, true);
    }

    private Article put(Article.Key key, Article.Draft draft, Edit edit, boolean wasTrashed) {
        return jdbi.inTransaction(handle -> {
            History history = History.lock(handle, key.book());
            requireAbove(handle, key, draft);
            int done = handle.createUpdate("""
                            UPDATE article SET above = :above, title = :title, body = :body, trashed = false,
                                revision = revision + 1
                            WHERE id = :id AND book = :book AND revision = :revision AND trashed = :wasTrashed""")
                    .bindMethods(key)
                    .bindMethods(draft)
                    .bind("wasTrashed", wasTrashed)
                    .execute();
            return added(handle, history, key, edit, done);
        });
    }

    /** Moves an article to the trash. */
    public Article trash(Article.Key key, Edit edit) {
        return jdbi.inTransaction(handle -> {
            History history = History.lock(handle, key.book());
            if (is(handle, "pinned", key)) {
                throw new RuleException("Article " + key.id() + " is pinned; it can't be thrown away.");
            }
            if (is(handle, "EXISTS (SELECT FROM article a WHERE a.above = article.id AND NOT a.trashed)", key)) {
                throw new RuleException("Article " + key.id() + " can't be thrown away while others stand under it.");
            }
            if (is(handle, "EXISTS (SELECT FROM file f WHERE f.article = article.id AND NOT f.trashed)", key)) {
                throw new RuleException("Article " + key.id() + " can't be thrown away while it has files.");
            }
            int done = handle.createUpdate("""
                            UPDATE article SET trashed = true, revision = revision + 1
                            WHERE id = :id AND book = :book AND revision = :revision AND NOT trashed""").bindMethods(key).execute();
            return added(handle, history, key, edit, done);
        });
    }

    /** Protects an article from being moved to the trash. */
    public void pin(long id) {
        jdbi.useHandle(handle -> handle.execute("UPDATE article SET pinned = true WHERE id = ?", id));
    }

    /** Returns the article, live or trashed, if it exists. */
    public Optional<Article> find(long id) {
        return jdbi.withHandle(handle -> find(handle, id));
    }

    private static Article added(Handle handle, History history, Article.Key key, Edit edit, int rows) {
        if (rows != 1) {
            throw new ConflictException(key.id());
        }
        history.add(key.id(), edit);
        return find(handle, key.id()).orElseThrow();
    }

    private static Optional<Article> find(Handle handle, long id) {
        return handle.createQuery("SELECT * FROM article WHERE id = :id")
                .bind("id", id)
                .map((row, ctx) -> article(row))
                .findOne();
    }

    private static void requireAbove(Handle handle, Article.Key key, Article.Draft draft) {
        Long above = draft.above();
        if (above != null && !is(handle, "NOT trashed", new Article.Key(key.book(), above, 0))) {
            throw new RuleException("An article can't stand under article " + above + ", which is not in the book.");
        }
    }

    private static boolean is(Handle handle, String condition, Article.Key key) {
        return handle.createQuery("SELECT " + condition + " FROM article WHERE id = :id AND book = :book")
                .bindMethods(key)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false);
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
        return row.getObject("above", Long.class);
    }
}
