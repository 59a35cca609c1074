package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.testkit.WikiEditor;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The size of the tables depends on the history and not on the number of pushes. */
class GrowthTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final int PUSHES = 240;
    private static final int BETWEEN = 60;

    private final Space space = DATABASE.newSpace();

    @Test
    void storesLittleMoreThanTheHistoryAfterManyPushes() throws Exception {
        try (PostgresPool pool = DATABASE.pool();
                GitSync sync = GitSync.builder()
                        .spaces(new JdbiSpaces(pool.jdbi()))
                        .pages(new JdbiPageStore(pool.jdbi()))
                        .repositories(new JdbiRepositoryStore(pool.jdbi(), Duration.ZERO))
                        .build()) {
            WikiEditor wiki = new WikiEditor(new JdbiPageStore(pool.jdbi()), space);
            wiki.create(null, "A", "start\n", edit());
            for (int i = 0; i < 100; i++) {
                wiki.create(null, "Page " + i, "text of page " + i + "\n", edit());
            }
            sync.runOnce(space.id());
            long bytesAtHalf = 0;
            for (int push = 1; push <= PUSHES; push++) {
                assertThat(OnePush.push(sync, space, "push " + push + "\n")).isInstanceOf(PushResult.Accepted.class);
                if (push % BETWEEN == 0) {
                    assertThat(sync.maintain(space.id())).isTrue();
                    // Replaced packs are deleted by the next run after the one that replaced them.
                    assertThat(sync.maintain(space.id())).isTrue();
                    assertThat(packs()).as("packs after %s pushes", push).isLessThan(10);
                }
                bytesAtHalf = push == PUSHES / 2 ? bytes() : bytesAtHalf;
            }
            assertThat(bytes()).as("bytes after twice the history").isLessThan(3 * bytesAtHalf);
            // Each push adds a commit, a tree of 101 names and a blob. Nearly all of them are deltas. The pages take 40
            // kB.
            assertThat(live()).as("reachable bytes: %s", packList()).isLessThan(40_000 + PUSHES * 500L);
            // Each push replaces parts of the index. Without a grace time, garbage would never be deleted.
            assertThat(bytes() - live()).as("garbage: %s", packList()).isLessThan(PUSHES * 2500L);
            assertThat(sync.verify(space.id()))
                    .isInstanceOfSatisfying(
                            VerifyReport.Verified.class,
                            proof -> assertThat(proof.differences()).isEmpty());
        }
    }

    private long packs() {
        return DATABASE.number("SELECT count(*) FROM gitsync_packs WHERE space_id = :space", space);
    }

    private long live() {
        return DATABASE.number("""
                SELECT sum(f.size) FROM gitsync_pack_files f JOIN gitsync_packs p ON p.id = f.pack_id
                WHERE p.space_id = :space AND p.replaced_at IS NULL AND p.source <> 'UNREACHABLE_GARBAGE'""", space);
    }

    private String packList() {
        return DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT string_agg(p.source || ' of ' || p.objects || ' objects, ' || f.ext || ' of ' || f.size || ' bytes',
                            '; ') FROM gitsync_pack_files f JOIN gitsync_packs p ON p.id = f.pack_id
                        WHERE p.space_id = :space""")
                        .bind("space", space.id().value())
                        .mapTo(String.class)
                        .one());
    }

    private long bytes() {
        return DATABASE.number("""
                SELECT sum(octet_length(bytes)) FROM gitsync_pack_chunks c JOIN gitsync_packs p ON p.id = c.pack_id
                WHERE p.space_id = :space""", space);
    }

    private static Provenance edit() {
        return Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-11-23T12:00:00Z"), "edit");
    }
}
