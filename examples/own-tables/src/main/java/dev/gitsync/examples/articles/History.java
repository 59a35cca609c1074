package dev.gitsync.examples.articles;

import dev.gitsync.error.StoreException;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Provenance.GitOrigin;
import java.sql.Types;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The history of one book within one transaction. Its entries are numbered by the clock of the book, whose row is locked until the
 * transaction ends, so the order of the numbers is the order of the commits.
 */
final class History {
    private final Handle handle;
    private final String book;

    private History(Handle handle, String book) {
        this.handle = handle;
        this.book = book;
    }

    /** Locks the history until the transaction ends; waits while another transaction holds it. */
    static History lock(Handle handle, String book) {
        lockedFence(handle, book);
        return new History(handle, book);
    }

    /** Does the same and returns the newest fencing token of the book. */
    static long lockedFence(Handle handle, String book) {
        return handle.createQuery("SELECT fence FROM book WHERE id = :book FOR NO KEY UPDATE")
                .bind("book", book)
                .mapTo(Long.class)
                .findOne()
                .orElseThrow(() -> new StoreException("There is no book " + book));
    }

    /** Appends the current state of an article. */
    void add(long article, Edit edit) {
        add(article, edit, """
                SELECT a.id AS article, NULL::bigint AS file, revision, above, title, body, trashed, NULL AS hash,
                    NULL::bigint AS size
                FROM article a WHERE a.id = :id""");
    }

    /** Appends the current state of a file: its article is above it, its name is the title. */
    void addFile(long file, Edit edit) {
        add(file, edit, """
                SELECT NULL::bigint AS article, f.id AS file, revision, f.article AS above, name AS title, NULL AS body,
                    trashed, hash, size
                FROM file f WHERE f.id = :id""");
    }

    private void add(long id, Edit edit, String state) {
        Provenance who = edit.provenance();
        Optional<GitOrigin> git = Optional.ofNullable(who.git());
        handle.createUpdate(
                        "WITH entry AS (UPDATE book SET clock = clock + 1 WHERE id = :book RETURNING id, clock), now AS ("
                                + state + """
                        )
                        INSERT INTO article_history (book, clock, article, file, revision, above, title, body, trashed, hash,
                            size, author, author_email, written_at, note, editor, git_commit, git_push)
                        SELECT entry.id, entry.clock, article, file, revision, above, title, body, trashed, hash, size,
                            :author, :email, :time, :note, :editor, :commit, :push
                        FROM now, entry""")
                .bind("book", book)
                .bind("id", id)
                .bind("author", who.author().name())
                .bind("email", who.author().email())
                .bindBySqlType(
                        "time",
                        who.time().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .bind("note", who.message())
                .bind("editor", edit.editor())
                .bind("commit", git.map(GitOrigin::commit).orElse(null))
                .bind("push", git.map(GitOrigin::push).orElse(null))
                .execute();
    }
}
