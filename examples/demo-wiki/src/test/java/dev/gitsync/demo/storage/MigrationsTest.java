package dev.gitsync.demo.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.demo.database.TestPostgres;
import dev.gitsync.jdbi.PostgresPool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers start at the same time with a new or an outdated database. */
final class MigrationsTest {
    private static final int SERVERS = 6;

    @Test
    void migratesTheDatabaseOnceIfServersStartTogether(@TempDir Path folder) throws Exception {
        ExecutorService servers = Executors.newFixedThreadPool(SERVERS);
        try {
            String name = TestPostgres.newDatabase();
            List<Future<?>> starts = new ArrayList<>();
            for (int server = 0; server < SERVERS; server++) {
                Path own = folder.resolve(name + "-" + server);
                starts.add(servers.submit(() -> {
                    String url = TestPostgres.url(name);
                    try (DataDirectory data = DataDirectory.open(own)) {
                        WikiDatabase.open(data, url, Duration.ofSeconds(10)).close();
                    }
                    return true;
                }));
            }
            for (Future<?> start : starts) {
                start.get();
            }
            assertHasTables(name);
        } finally {
            servers.shutdownNow();
        }
    }

    private static void assertHasTables(String database) {
        try (PostgresPool pool = pool(database)) {
            List<String> tables = pool.jdbi()
                    .withHandle(handle -> handle.createQuery("SELECT relname FROM pg_stat_user_tables")
                            .mapTo(String.class)
                            .list());
            assertThat(tables).contains("gitsync_pages", "gitsync_packs");
        }
    }

    private static PostgresPool pool(String database) {
        return PostgresPool.builder(TestPostgres.url(database))
                .user("postgres")
                .password("postgres")
                .build();
    }
}
