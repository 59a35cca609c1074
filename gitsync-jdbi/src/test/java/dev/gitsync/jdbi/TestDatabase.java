package dev.gitsync.jdbi;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.gitsync.GitSync;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.RepositoryStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;

/** A separate database for each test class, on the one PostgreSQL of this JVM. */
public final class TestDatabase {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String url;
    private final Jdbi jdbi;

    private TestDatabase(String url, Jdbi jdbi) {
        this.url = url;
        this.jdbi = jdbi;
    }

    /** Keeps connections open for a while: most tests would spend most of their time on opening one for each statement. */
    private static TestDatabase pooled(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername("postgres");
        config.setPassword("postgres");
        config.setMinimumIdle(0);
        config.setMaximumPoolSize(24);
        config.setIdleTimeout(Duration.ofSeconds(10).toMillis());
        return new TestDatabase(url, Jdbi.create(new HikariDataSource(config)));
    }

    /** PostgreSQL starts with the first test that needs it and ends with the JVM. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.start();
                requireVersion(server);
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Checks that the server has the version that the build names. */
    private static void requireVersion(EmbeddedPostgres server) {
        String wanted = System.getProperty("gitsync.test.postgres");
        String found = Jdbi.create(server.getPostgresDatabase())
                .withHandle(handle -> handle.createQuery("SHOW server_version")
                        .mapTo(String.class)
                        .one());
        if (wanted != null && !found.startsWith(wanted + ".")) {
            throw new IllegalStateException("PostgreSQL is " + found + " and not " + wanted);
        }
    }

    /** Returns whether this JVM tests the oldest supported PostgreSQL; another JVM tests the newest. */
    static boolean isOldest() {
        return System.getProperty("gitsync.test.postgres") != null;
    }

    /** The migrated template database. The others are copies of it. It has no connections, so PostgreSQL can copy it. */
    private static final class Migrated {
        static final String NAME = create("template0");

        static {
            migrate(Server.POSTGRES.getJdbcUrl("postgres", NAME));
        }
    }

    private static String create(String template) {
        String name = "test_" + COUNT.incrementAndGet();
        Jdbi.create(Server.POSTGRES.getPostgresDatabase())
                .useHandle(
                        handle -> handle.execute("CREATE DATABASE " + name + " ENCODING 'UTF8' TEMPLATE " + template));
        return name;
    }

    static TestDatabase empty() {
        return pooled(Server.POSTGRES.getJdbcUrl("postgres", create("template0")));
    }

    /** Returns another database with the present contents of this one, as after dump and restore. */
    TestDatabase copy() {
        String name = "test_" + COUNT.incrementAndGet();
        String from = url.replaceFirst(".*/([^/?]+)(\\?.*)?$", "$1");
        Jdbi.create(Server.POSTGRES.getPostgresDatabase()).useHandle(handle -> {
            handle.execute("ALTER DATABASE " + from + " ALLOW_CONNECTIONS false");
            handle.execute("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = ?", from);
            handle.execute("CREATE DATABASE " + name + " TEMPLATE " + from);
            handle.execute("ALTER DATABASE " + from + " ALLOW_CONNECTIONS true");
        });
        return pooled(Server.POSTGRES.getJdbcUrl("postgres", name));
    }

    /** Returns the empty database of a server that the test has started. */
    static TestDatabase of(EmbeddedPostgres server) {
        String url = server.getJdbcUrl("postgres", "postgres");
        return new TestDatabase(url, Jdbi.create(url, "postgres", "postgres"));
    }

    public static TestDatabase migrated() {
        return pooled(Server.POSTGRES.getJdbcUrl("postgres", create(Migrated.NAME)));
    }

    void migrate() {
        migrate(url);
    }

    private static void migrate(String url) {
        Flyway.configure()
                .dataSource(url, "postgres", "postgres")
                .locations("classpath:dev/gitsync/jdbi/migration")
                .load()
                .migrate();
    }

    public String url() {
        return url;
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    /**
     * A pool as in production, but smaller: it opens all its connections, and each takes 30 ms of CPU. The caller closes it.
     */
    PostgresPool pool() {
        return PostgresPool.builder(url)
                .user("postgres")
                .password("postgres")
                .size(3)
                .connectionTimeout(Duration.ofSeconds(30))
                .build();
    }

    /** Returns the number that a query about {@code :space} selects. */
    long number(String query, Space space) {
        return jdbi.withHandle(handle -> handle.createQuery(query)
                .bind("space", space.id().value())
                .mapTo(Long.class)
                .one());
    }

    /** Returns an engine for the pages of this database, with its repositories in {@code store}. */
    GitSync sync(RepositoryStore store) {
        return GitSync.builder()
                .spaces(new JdbiSpaces(jdbi))
                .pages(new JdbiPageStore(jdbi))
                .repositories(store)
                .build();
    }

    /** Returns the same {@code jdbi}, which records its statements in {@code statements} from now on. */
    public static Jdbi watched(Jdbi jdbi, Collection<String> statements) {
        jdbi.getConfig(SqlStatements.class).setSqlLogger(new SqlLogger() {
            @Override
            public void logBeforeExecution(StatementContext context) {
                statements.add(context.getRawSql());
            }
        });
        return jdbi;
    }

    Space newSpace() {
        int number = COUNT.incrementAndGet();
        return new JdbiSpaces(jdbi).create(new SpaceId("space-" + number), "tenant", "Space " + number, true);
    }
}
