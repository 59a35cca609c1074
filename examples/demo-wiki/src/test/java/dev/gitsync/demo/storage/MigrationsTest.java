package dev.gitsync.demo.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.jdbi.PostgresPool;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that start at the same time over a database that is new, or that one of them is about to bring up to date. */
final class MigrationsTest {
    private static final int SERVERS = 6;

    @Test
    void serversThatStartTogetherBringTheDatabaseUpToDateOnce(@TempDir Path folder) throws Exception {
        ExecutorService servers = Executors.newFixedThreadPool(SERVERS);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            for (int round = 0; round < 3; round++) {
                String name = "round" + round;
                try (PostgresPool pool = pool(postgres, "postgres")) {
                    pool.jdbi().useHandle(handle -> handle.execute("CREATE DATABASE " + name));
                }
                List<Future<?>> starts = new ArrayList<>();
                for (int server = 0; server < SERVERS; server++) {
                    Path own = folder.resolve(name + "-" + server);
                    starts.add(servers.submit(() -> {
                        String url = postgres.getJdbcUrl("postgres", name);
                        try (DataDirectory data = DataDirectory.open(own)) {
                            WikiDatabase.open(data, url, Duration.ofSeconds(10)).close();
                        }
                        return true;
                    }));
                }
                for (Future<?> start : starts) {
                    start.get();
                }
                assertHasTables(postgres, name);
            }
        } finally {
            servers.shutdownNow();
        }
    }

    private static void assertHasTables(EmbeddedPostgres postgres, String database) {
        try (PostgresPool pool = pool(postgres, database)) {
            List<String> tables = pool.jdbi()
                    .withHandle(handle -> handle.createQuery("SELECT relname FROM pg_stat_user_tables")
                            .mapTo(String.class)
                            .list());
            assertThat(tables).contains("gitsync_pages", "gitsync_packs");
        }
    }

    private static PostgresPool pool(EmbeddedPostgres postgres, String database) {
        return PostgresPool.builder(postgres.getJdbcUrl("postgres", database))
                .user("postgres")
                .password("postgres")
                .build();
    }
}
