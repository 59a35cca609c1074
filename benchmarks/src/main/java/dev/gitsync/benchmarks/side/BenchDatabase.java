package dev.gitsync.benchmarks.side;

import dev.gitsync.jdbi.PostgresPool;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.flywaydb.core.Flyway;

/** A PostgreSQL with gitsync's tables, as durable as PostgreSQL is by default. */
public final class BenchDatabase implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);

    private final EmbeddedPostgres server;
    private final PostgresPool pool;

    private BenchDatabase(EmbeddedPostgres server) {
        this.server = server;
        this.pool = pool(jdbcUrl());
    }

    /** Starts one whose data are in an empty folder. */
    public static BenchDatabase start(Path folder) {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setDataDirectory(folder)
                    .setCleanDataDirectory(true)
                    .setPGStartupWait(START_PATIENCE)
                    .setLocaleConfig("locale", "C")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "400")
                    .setServerConfig("shared_buffers", "512MB")
                    .setServerConfig("max_wal_size", "4GB")
                    .start();
            Flyway.configure()
                    .dataSource(server.getPostgresDatabase())
                    .locations("classpath:dev/gitsync/jdbi/migration")
                    .load()
                    .migrate();
            return new BenchDatabase(server);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start", e);
        }
    }

    static PostgresPool pool(String jdbcUrl) {
        return PostgresPool.builder(jdbcUrl)
                .size(20)
                .statementTimeout(Duration.ofMinutes(10))
                .build();
    }

    /** Where it is. */
    public String jdbcUrl() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    /** Connections to it. */
    public PostgresPool pool() {
        return pool;
    }

    /** Runs statements that are no part of gitsync. */
    public void execute(String sql) {
        pool.jdbi().useHandle(handle -> handle.execute(sql));
    }

    /** The number that a query answers. */
    public long count(String sql) {
        return pool.jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    /** How large it is on disk, after VACUUM. */
    public long megabytes() {
        execute("VACUUM");
        return count("SELECT pg_database_size(current_database()) / 1000000");
    }

    @Override
    public void close() {
        pool.close();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
