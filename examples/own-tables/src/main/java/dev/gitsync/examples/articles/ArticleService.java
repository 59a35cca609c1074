package dev.gitsync.examples.articles;

import dev.gitsync.model.Provenance;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The wiki's service layer: the one place where articles are written and the wiki's rules are kept, for its pages as for
 * gitsync. Safe for use by several threads.
 */
public final class ArticleService {
    private final Jdbi jdbi;

    /** Works on this database. */
    public ArticleService(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** A new article, as a page of the wiki makes it. */
    public Article create(String book, @Nullable Long above, String title, String body, String editor, Provenance who) {
        return jdbi.inTransaction(handle -> write(
                handle,
                book,
                editor,
                writing -> writing.create(writing.newId(), new Article(0, above, title, body, 0, false), who)));
    }

    /** Another text, as a page of the wiki saves it. */
    public Article edit(long id, int expected, String body, String editor, Provenance who) {
        return jdbi.inTransaction(handle -> {
            String book = handle.createQuery("SELECT book FROM article WHERE id = :id")
                    .bind("id", id)
                    .mapTo(String.class)
                    .one();
            return write(handle, book, editor, writing -> {
                Article now = writing.find(id).orElseThrow(() -> new ConflictException(id));
                return writing.update(expected, new Article(id, now.above(), now.title(), body, 0, false), who);
            });
        });
    }

    /** Nobody can throw the article away from now on. */
    public void pin(long id) {
        jdbi.useHandle(handle -> handle.execute("UPDATE article SET pinned = true WHERE id = ?", id));
    }

    /**
     * Runs several changes of one book within the transaction of the handle, as one change of the wiki: first the row of the
     * book is locked, last the tree is checked.
     *
     * @throws RuleException when a rule is against it; the transaction must be rolled back
     * @throws ConflictException when an article is not as expected; the transaction must be rolled back
     */
    <T> T write(Handle handle, String book, String editor, Function<BookWriting, T> changes) {
        BookWriting writing = BookWriting.begin(handle, book, editor);
        T result = changes.apply(writing);
        writing.end();
        return result;
    }

    /** The article, if there is one, trashed or not. */
    public Optional<Article> find(long id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM article WHERE id = :id")
                .bind("id", id)
                .map((row, ctx) -> BookWriting.article(row))
                .findOne());
    }
}
