package dev.gitsync.jdbi;

import dev.gitsync.GitSync;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.report.PushResult;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.PageChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Prints the rows and bytes of a space of 10,000 pages, as docs/internals/storage.md shows them:
 *
 * <pre>mvn -B -pl gitsync-jdbi -am test -Dgitsync.figures=true -Dtest=PostgresFiguresTest \
 *   -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
@EnabledIfSystemProperty(named = "gitsync.figures", matches = "true", disabledReason = "prints figures only")
class PostgresFiguresTest {
    private static final int PAGES = 10_000;
    private static final int PUSHES = 1000;

    @Test
    void printsRowsAndBytes() throws Exception {
        TestDatabase database = TestDatabase.migrated();
        Space space = database.newSpace();
        try (PostgresPool pool = database.pool();
                GitSync sync = GitSync.builder()
                        .spaces(new JdbiSpaces(pool.jdbi()))
                        .pages(new JdbiPageStore(pool.jdbi()))
                        .repositories(new JdbiRepositoryStore(pool.jdbi(), Duration.ZERO))
                        .build()) {
            write(new JdbiPageStore(pool.jdbi()), space);
            long begin = System.nanoTime();
            sync.runOnce(space.id());
            print(database, "after the import of 10,000 pages (" + seconds(begin) + ")");
            begin = System.nanoTime();
            for (int push = 0; push < PUSHES; push++) {
                if (!(OnePush.push(sync, space, "push " + push + "\n") instanceof PushResult.Accepted)) {
                    throw new IllegalStateException("refused");
                }
            }
            print(database, "after 1,000 pushes of one page each (" + seconds(begin) + ")");
            begin = System.nanoTime();
            sync.maintain(space.id());
            sync.maintain(space.id());
            String took = seconds(begin);
            database.jdbi().useHandle(handle -> handle.execute("VACUUM"));
            print(database, "after maintenance (" + took + ") and vacuum");
        }
    }

    private static String seconds(long begin) {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - begin) / 1e9);
    }

    /** Writes pages of 2 kB of Markdown, ten children to a parent. */
    private static void write(JdbiPageStore store, Space space) {
        Random random = new Random(1);
        Provenance who =
                Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-11-23T12:00:00Z"), "import");
        List<PageId> ids = new ArrayList<>();
        List<PageChange> batch = new ArrayList<>();
        for (int i = 0; i < PAGES; i++) {
            PageId id = store.newPageId(space);
            ids.add(id);
            PageId parent = i == 0 || i < 10 ? null : ids.get(i / 10);
            batch.add(
                    new PageChange.Create(id, new PageContent(parent, i == 0 ? "A" : "Page " + i, text(random)), who));
            if (batch.size() == 500) {
                store.apply(space, batch, ApplyContext.edit("ada"));
                batch.clear();
            }
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        while (text.length() < 2000) {
            text.append(Integer.toString(random.nextInt(40_000), 36)).append(random.nextInt(12) == 0 ? ".\n\n" : " ");
        }
        return text.append('\n').toString();
    }

    private static void print(TestDatabase database, String when) {
        System.out.println("\n" + when + "\n\n| table | rows | MB, indexes included |\n|---|---|---|");
        for (String table : List.of(
                "gitsync_pages",
                "gitsync_revisions",
                "gitsync_packs",
                "gitsync_pack_files",
                "gitsync_pack_chunks",
                "gitsync_refs")) {
            database.jdbi().useHandle(handle -> {
                long rows = handle.createQuery("SELECT count(*) FROM " + table)
                        .mapTo(Long.class)
                        .one();
                long bytes = handle.createQuery("SELECT pg_total_relation_size(:table::regclass)")
                        .bind("table", table)
                        .mapTo(Long.class)
                        .one();
                System.out.printf(Locale.ROOT, "| `%s` | %,d | %.1f |%n", table, rows, bytes / 1e6);
            });
        }
        long packed = database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT sum(octet_length(bytes)) FROM gitsync_pack_chunks")
                        .mapTo(Long.class)
                        .one());
        System.out.printf(Locale.ROOT, "%nPacks, without free space in the table: %.1f MB%n", packed / 1e6);
    }
}
