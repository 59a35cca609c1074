package dev.gitsync.examples.articles;

import dev.gitsync.error.StoreException;
import dev.gitsync.jdbi.JdbiTransactions;
import dev.gitsync.lfs.PointedContents;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.Space;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Removes contents that nothing needs any more. Thread-safe. */
public final class UnusedContents {
    private static final String UNUSED = """
            stored_at < now() - make_interval(secs => :grace) AND NOT pointed
                AND NOT (complete AND EXISTS (SELECT FROM article_history h
                    WHERE h.book = c.book AND h.hash = c.hash AND h.file IS NOT NULL))""";

    private final JdbiTransactions transactions;
    private final RepositoryStore repositories;

    /** Removes contents from this database. The repositories are those of the books. */
    public UnusedContents(Jdbi jdbi, RepositoryStore repositories) {
        this.transactions = new JdbiTransactions(jdbi);
        this.repositories = repositories;
    }

    private record Upload(long number, boolean isComplete, String hash, long size) {}

    /**
     * Removes contents that no file and no entry of the history names, and uploads that never ended, if they are older than {@code
     * grace}. Contents to which git has a pointer of Git LFS stay: an earlier commit or a hidden file may need them. They are marked, so
     * that the next call does not look at them again. Call it once a day with at least a day.
     */
    public void remove(Space book, Duration grace) {
        List<Upload> uploads = transactions.read(
                "look for unused contents of book " + book.id(),
                handle -> handle.createQuery(
                                "SELECT upload, complete, hash, size FROM file_content c WHERE book = :book AND "
                                        + UNUSED)
                        .bind("book", book.id().value())
                        .bind("grace", (double) grace.toSeconds())
                        .map((row, ctx) -> new Upload(
                                row.getLong("upload"),
                                row.getBoolean("complete"),
                                row.getString("hash"),
                                row.getLong("size")))
                        .list());
        if (!uploads.isEmpty()) {
            Set<ContentHash> pointed = pointed(book, uploads);
            transactions.write("remove unused contents of book " + book.id(), handle -> {
                History.lock(handle, book.id().value()); // so that no file gets these contents meanwhile
                keep(handle, book, pointed);
                return remove(handle, uploads, grace);
            });
        }
    }

    private Set<ContentHash> pointed(Space book, List<Upload> uploads) {
        Map<ContentHash, Long> sizes = new HashMap<>();
        for (Upload upload : uploads) {
            if (upload.isComplete()) {
                sizes.put(new ContentHash(upload.hash()), upload.size());
            }
        }
        try (SpaceRepository repository = repositories.open(book)) {
            return PointedContents.in(repository, sizes);
        } catch (IOException e) {
            throw new StoreException("Could not look for pointers in the repository of book " + book.id(), e);
        }
    }

    private static void keep(Handle handle, Space book, Set<ContentHash> pointed) {
        handle.createUpdate(
                        "UPDATE file_content SET pointed = true WHERE book = :book AND hash = ANY(:hashes) AND complete")
                .bind("book", book.id().value())
                .bindArray(
                        "hashes",
                        String.class,
                        pointed.stream().map(ContentHash::value).toList())
                .execute();
    }

    private static int remove(Handle handle, List<Upload> uploads, Duration grace) {
        return handle.createUpdate("DELETE FROM file_content c WHERE upload = ANY(:uploads) AND " + UNUSED)
                .bindArray(
                        "uploads",
                        Long.class,
                        uploads.stream().map(Upload::number).toList())
                .bind("grace", (double) grace.toSeconds())
                .execute();
    }
}
