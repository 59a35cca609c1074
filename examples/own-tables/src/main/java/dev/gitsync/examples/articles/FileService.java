package dev.gitsync.examples.articles;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The part of the service layer that writes files, with the promises of {@link ArticleService}. The contents of a file are stored in
 * {@link FileContents} before it is written.
 */
public final class FileService {
    private final Jdbi jdbi;

    /** Writes to this database. */
    public FileService(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Adds a file: {@code key} has revision 0. */
    public ArticleFile add(Article.Key key, ArticleFile.Draft draft, Edit edit) {
        return write(key, draft, edit, """
                INSERT INTO file (id, book, article, name, hash, size, revision)
                VALUES (:id, :book, :article, :name, :hash, :size, 1) ON CONFLICT DO NOTHING""");
    }

    /** Replaces, renames or moves a file, or takes it out of the trash. */
    public ArticleFile put(Article.Key key, ArticleFile.Draft draft, Edit edit) {
        return write(key, draft, edit, """
                UPDATE file SET article = :article, name = :name, hash = :hash, size = :size, trashed = false,
                    revision = revision + 1
                WHERE id = :id AND book = :book AND revision = :revision""");
    }

    private ArticleFile write(Article.Key key, ArticleFile.Draft draft, Edit edit, String sql) {
        return jdbi.inTransaction(handle -> {
            History history = History.lock(handle, key.book());
            requirePlace(handle, key, draft);
            int rows =
                    handle.createUpdate(sql).bindMethods(key).bindMethods(draft).execute();
            return added(handle, history, key, edit, rows);
        });
    }

    /** Moves a file to the trash. */
    public ArticleFile trash(Article.Key key, Edit edit) {
        return jdbi.inTransaction(handle -> {
            History history = History.lock(handle, key.book());
            int rows = handle.createUpdate("""
                            UPDATE file SET trashed = true, revision = revision + 1
                            WHERE id = :id AND book = :book AND revision = :revision AND NOT trashed""").bindMethods(key).execute();
            return added(handle, history, key, edit, rows);
        });
    }

    /** Returns the file, live or trashed, if it exists. */
    public Optional<ArticleFile> find(long id) {
        return jdbi.withHandle(handle -> find(handle, id));
    }

    private static void requirePlace(Handle handle, Article.Key key, ArticleFile.Draft draft) {
        Long article = draft.article();
        if (article != null
                && !isTrue(handle, "FROM article WHERE id = :article AND book = :book AND NOT trashed", key, draft)) {
            throw new RuleException("A file can't belong to article " + article + ", which is not in the book.");
        }
        if (!isTrue(
                handle,
                "FROM file_content WHERE book = :book AND hash = :hash AND size = :size AND complete FOR KEY SHARE",
                key,
                draft)) {
            throw new RuleException("The contents of file " + key.id() + " are not stored.");
        }
        if (isTrue(
                handle,
                "FROM file WHERE book = :book AND article IS NOT DISTINCT FROM :article AND name = :name AND id <> :id AND NOT trashed",
                key,
                draft)) {
            throw new RuleException("There is another file with the name of file " + key.id() + ".");
        }
    }

    private static boolean isTrue(Handle handle, String rows, Article.Key key, ArticleFile.Draft draft) {
        return handle.createQuery("SELECT true " + rows)
                .bindMethods(key)
                .bindMethods(draft)
                .mapTo(Boolean.class)
                .findFirst()
                .orElse(false);
    }

    private static ArticleFile added(Handle handle, History history, Article.Key key, Edit edit, int rows) {
        if (rows != 1) {
            throw new ConflictException(key.id());
        }
        history.addFile(key.id(), edit);
        return find(handle, key.id()).orElseThrow();
    }

    private static Optional<ArticleFile> find(Handle handle, long id) {
        return handle.createQuery("SELECT * FROM file WHERE id = :id")
                .bind("id", id)
                .map((row, ctx) -> file(row))
                .findOne();
    }

    static ArticleFile file(ResultSet row) throws SQLException {
        return new ArticleFile(
                row.getLong("id"), draft(row, "article", "name"), row.getInt("revision"), row.getBoolean("trashed"));
    }

    /** Reads what an edit can change, from a row of the files or of the history. */
    static ArticleFile.Draft draft(ResultSet row, String article, String name) throws SQLException {
        return new ArticleFile.Draft(
                row.getObject(article, Long.class), row.getString(name), row.getString("hash"), row.getLong("size"));
    }
}
