package dev.gitsync.jdbi;

import static org.awaitility.Awaitility.await;

import dev.gitsync.GitSync;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.testkit.WikiEditor;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Test;

/** Law 7 for the poll: polling thousands of idle spaces takes three queries. */
class IdlePollTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final int SPACES = 2000;

    private final Queue<String> statements = new ConcurrentLinkedQueue<>();

    @Test
    void pollsThousandsOfIdleSpacesWithThreeQueriesAndFindsEveryEdit() throws Exception {
        DATABASE.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                        INSERT INTO gitsync_spaces (id, tenant_id, name, settings)
                        SELECT 'idle-' || i, '', 'Idle', '{"gitSync": {"enabled": true}}' FROM generate_series(1, :n) AS i""").bind("n", SPACES).execute());
        GitSyncSettings settings = GitSyncSettings.builder()
                .schedule(times -> times.pollInterval(Duration.ofMillis(300)).maintenanceInterval(Duration.ZERO))
                .build();
        try (PostgresPool pool = DATABASE.pool();
                GitSync sync = GitSync.builder()
                        .spaces(new JdbiSpaces(TestDatabase.watched(pool.jdbi(), statements)))
                        .pages(new JdbiPageStore(pool.jdbi()))
                        .repositories(new JdbiRepositoryStore(pool.jdbi()))
                        .settings(settings)
                        .build()) {
            sync.start();
            await().atMost(Duration.ofSeconds(60)).until(this::threeQueriesAPoll);

            Space space =
                    new JdbiSpaces(DATABASE.jdbi()).find(new SpaceId("idle-77")).orElseThrow();
            new WikiEditor(new JdbiPageStore(DATABASE.jdbi()), space).create(null, "A", "a", edit());
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                try (Repository repository = sync.open(space)) {
                    return repository.resolve("refs/heads/main") != null;
                }
            });
            await().atMost(Duration.ofSeconds(20)).until(this::threeQueriesAPoll);
        }
    }

    /** Returns whether three polls made as many queries for version tokens as for spaces, and no others. */
    private boolean threeQueriesAPoll() {
        statements.clear();
        await().atMost(Duration.ofSeconds(60)).until(() -> polls(statements) >= 3);
        List<String> seen = List.copyOf(statements);
        return seen.size() <= 3 * (polls(seen) + 1);
    }

    private static long polls(Collection<String> statements) {
        return statements.stream().filter(sql -> sql.contains("string_agg")).count();
    }

    private static Provenance edit() {
        return Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-11-23T12:00:00Z"), "edit");
    }
}
