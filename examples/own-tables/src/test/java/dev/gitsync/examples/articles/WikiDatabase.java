package dev.gitsync.examples.articles;

import dev.gitsync.jdbi.PostgresPool;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;

/** The wiki's database with the tables of gitsync. */
final class WikiDatabase {
    static final Jdbi JDBI = start();
    private static final AtomicInteger BOOKS = new AtomicInteger();

    private WikiDatabase() {}

    private static Jdbi start() {
        try {
            String url = EmbeddedPostgres.start().getJdbcUrl("postgres", "postgres");
            Jdbi jdbi = PostgresPool.builder(url).size(20).build().jdbi();
            for (String script : new String[] {
                "/dev/gitsync/examples/articles/1-the-wiki.sql",
                "/dev/gitsync/examples/articles/2-for-gitsync.sql",
                "/dev/gitsync/examples/articles/3-attachments.sql",
                "/dev/gitsync/jdbi/migration/repositories/V2__repositories.sql",
                "/dev/gitsync/jdbi/migration/leases/V3__leases.sql",
                "/dev/gitsync/jdbi/migration/commits/V7__commit_marks.sql",
                "/dev/gitsync/jdbi/migration/leases/V9__lease_queue.sql"
            }) {
                try (InputStream in = WikiDatabase.class.getResourceAsStream(script)) {
                    String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    jdbi.useHandle(handle -> handle.createScript(sql).execute());
                }
            }
            return jdbi;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Space newBook() {
        String id = "book-" + BOOKS.incrementAndGet();
        JDBI.useHandle(handle -> handle.execute("INSERT INTO book (id, title, git) VALUES (?, 'A book', true)", id));
        return new Space(new SpaceId(id), "", "A book");
    }
}
