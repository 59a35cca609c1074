package dev.gitsync.demo.storage;

import dev.gitsync.demo.start.StartException;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.jdbi.PostgresPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** The database of the wiki with its tables: the embedded one or an existing one. */
public final class WikiDatabase implements AutoCloseable {
    private final @Nullable EmbeddedDatabase embedded;
    private final PostgresPool pool;

    private WikiDatabase(@Nullable EmbeddedDatabase embedded, PostgresPool pool) {
        this.embedded = embedded;
        this.pool = pool;
    }

    /**
     * Starts the database or connects to it, and migrates its tables.
     *
     * @param jdbcUrl a database to use instead of the embedded one of this data directory, or null
     * @param leaseTtl the ttl of leases, which also limits idle transactions
     * @throws StartException if that fails
     */
    public static WikiDatabase open(DataDirectory data, @Nullable String jdbcUrl, Duration leaseTtl) {
        if (jdbcUrl != null) {
            return migrated(new WikiDatabase(null, pool(jdbcUrl, leaseTtl)));
        }
        EmbeddedDatabase embedded = EmbeddedDatabase.start(data);
        return migrated(new WikiDatabase(embedded, pool(embedded.jdbcUrl(), leaseTtl)));
    }

    private static PostgresPool pool(String jdbcUrl, Duration leaseTtl) {
        Duration usual = PostgresPool.DEFAULT_IDLE_TRANSACTION_TIMEOUT;
        try {
            return PostgresPool.builder(jdbcUrl)
                    .name("demo-wiki")
                    .idleTransactionTimeout(leaseTtl.compareTo(usual) < 0 ? leaseTtl : usual)
                    .build();
        } catch (InvalidInputException e) {
            throw new StartException(StartException.Problem.BAD_OPTION, e.getMessage() + ".", e);
        }
    }

    private static WikiDatabase migrated(WikiDatabase database) {
        try {
            requireReachable(database.pool);
            database.runExclusively(() -> Migrations.run(database.pool.dataSource()));
            return database;
        } catch (FlywayException | JdbiException e) {
            database.close();
            throw new StartException(
                    StartException.Problem.OTHER, "The tables of the wiki can't be migrated: " + firstLine(e) + ".", e);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static void requireReachable(PostgresPool pool) {
        try (Connection connection = pool.dataSource().getConnection()) {
            connection.setReadOnly(false);
        } catch (SQLException e) {
            throw new StartException(
                    StartException.Problem.DATABASE_UNREACHABLE,
                    "The database is unreachable (" + firstLine(deepest(e)) + "). Check that it is running and that"
                            + " the address of --postgres is right.",
                    e);
        }
    }

    private static Throwable deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    /** Access to the tables. */
    public Jdbi jdbi() {
        return pool.jdbi();
    }

    /** Runs {@code work} under a lock that all wikis on this database share. */
    public void runExclusively(Runnable work) {
        jdbi().useHandle(handle -> {
            handle.execute("SELECT pg_advisory_lock(hashtextextended('demo wiki', 0))");
            try {
                work.run();
            } finally {
                handle.execute("SELECT pg_advisory_unlock(hashtextextended('demo wiki', 0))");
            }
        });
    }

    /** Closes all connections and stops the embedded server. */
    @Override
    public void close() {
        pool.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}
