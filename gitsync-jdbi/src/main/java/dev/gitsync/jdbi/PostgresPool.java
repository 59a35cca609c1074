package dev.gitsync.jdbi;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.jdbi.internal.sql.Isolation;
import java.time.Duration;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jspecify.annotations.Nullable;

/**
 * A named connection pool for PostgreSQL with a maximum size and a limit on every wait. Opening the pool succeeds even
 * if the database is down; calls fail until the database is reachable. Safe for use by several threads.
 *
 * <p>The server cancels a statement that exceeds the statement timeout; a maintenance statement may run for ten
 * minutes. When the network stalls, the client abandons a statement three seconds after its timeout, and a commit after
 * six seconds. The server ends a transaction that stays idle too long, such as that of a suspended process, so that it
 * can't keep the row of a space locked. The driver omits the details of server errors, which quote rows, from its
 * messages.
 */
public final class PostgresPool implements AutoCloseable {
    /** The default maximum number of connections. */
    public static final int DEFAULT_SIZE = 10;
    /** The default time that a caller waits for a connection. */
    public static final Duration DEFAULT_CONNECTION_TIMEOUT = Duration.ofSeconds(5);
    /** The default time that a statement may run. */
    public static final Duration DEFAULT_STATEMENT_TIMEOUT = Duration.ofSeconds(15);
    /** The default time that a transaction may stay idle. */
    public static final Duration DEFAULT_IDLE_TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

    /** How long the client waits for a response beyond the statement timeout. */
    static final Duration NETWORK_SLACK = Duration.ofSeconds(3);

    private final HikariDataSource dataSource;
    private final Jdbi jdbi;

    private PostgresPool(HikariConfig config, Consumer<Isolation> isolation) {
        dataSource = new HikariDataSource(config);
        jdbi = Jdbi.create(dataSource);
        // By default JDBI writes the arguments of a failed statement, and so pages and secrets, into its messages.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        isolation.accept(jdbi.getConfig(Isolation.class));
    }

    /** Returns a builder with default settings for a JDBC URL such as {@code jdbc:postgresql://localhost:5432/wiki}. */
    public static Builder builder(String jdbcUrl) {
        return new Builder(jdbcUrl);
    }

    /** Returns the pool as a data source, which can't be used after the pool is closed. */
    public DataSource dataSource() {
        return dataSource;
    }

    /**
     * Returns the JDBI instance on top of the pool; always the same instance, so that all its users can share
     * transactions.
     */
    public Jdbi jdbi() {
        return jdbi;
    }

    /** Closes all connections; further calls have no effect. */
    @Override
    public void close() {
        dataSource.close();
    }

    /** A builder of connection pools. Not safe for use by several threads. */
    public static final class Builder {
        private static final String SCHEME = "jdbc:postgresql:";
        private static final Duration SHORTEST = Duration.ofMillis(250);
        private static final Duration LONGEST = Duration.ofHours(1);
        private static final String CONNECT_SECONDS = "5";
        private static final int MOST_CONNECTIONS = 1000;

        private final String jdbcUrl;
        private @Nullable String user;
        private @Nullable String password;
        private String name = "gitsync";
        private int size = DEFAULT_SIZE;
        private Duration connectionTimeout = DEFAULT_CONNECTION_TIMEOUT;
        private Duration statementTimeout = DEFAULT_STATEMENT_TIMEOUT;
        private Duration idleTransactionTimeout = DEFAULT_IDLE_TRANSACTION_TIMEOUT;
        private boolean isThroughPooler;

        private Builder(String jdbcUrl) {
            this.jdbcUrl = jdbcUrl;
        }

        /** Sets the user to log in as; the default is the user in the URL. */
        public Builder user(String newUser) {
            user = newUser;
            return this;
        }

        /** Sets the password, if the server requires one and the URL has none. */
        public Builder password(String newPassword) {
            password = newPassword;
            return this;
        }

        /** Sets the name of the pool in logs and of the application in {@code pg_stat_activity}; must not be blank. */
        public Builder name(String newName) {
            name = newName;
            return this;
        }

        /** Sets the maximum number of connections; 1 to 1000. */
        public Builder size(int connections) {
            size = connections;
            return this;
        }

        /** Sets how long a caller waits for a connection; 250 ms to 1 hour. */
        public Builder connectionTimeout(Duration timeout) {
            connectionTimeout = timeout;
            return this;
        }

        /** Sets how long a statement may run; 250 ms to 1 hour. */
        public Builder statementTimeout(Duration timeout) {
            statementTimeout = timeout;
            return this;
        }

        /**
         * Sets how long a transaction may stay idle before the server ends it; 250 ms to 1 hour. A writer that is
         * suspended in a transaction blocks its space for this long, so set it no higher than the TTL of a lease.
         */
        public Builder idleTransactionTimeout(Duration timeout) {
            idleTransactionTimeout = timeout;
            return this;
        }

        /**
         * Prepares the pool for a URL that leads to a pooler in transaction mode, such as PgBouncer with {@code
         * pool_mode = transaction}, where each transaction gets a session of the pooler's choice. Timeouts and isolation are
         * then set in each transaction, which takes a round trip more, and statements are not kept prepared. A read outside of a
         * transaction has no timeout at the server; the client stops to wait for it as usual.
         *
         * <p>{@link JdbiLeases#ofSession} and {@link JdbiNotifications} need a pool that connects to PostgreSQL directly.
         */
        public Builder throughTransactionPooler() {
            isThroughPooler = true;
            return this;
        }

        /**
         * Opens the pool.
         *
         * @throws InvalidInputException if a value is out of range; the message names the value
         */
        public PostgresPool build() {
            if (!jdbcUrl.startsWith(SCHEME)) {
                // The URL may contain a password, so the message does not show it.
                throw new InvalidInputException(
                        "The database must be PostgreSQL: the JDBC URL does not start with " + SCHEME);
            }
            if (name.isBlank()) {
                throw new InvalidInputException("The name of a connection pool must not be blank");
            }
            if (size < 1 || size > MOST_CONNECTIONS) {
                throw new InvalidInputException("size is " + size + ", but must be from 1 to " + MOST_CONNECTIONS);
            }
            requireRange("connectionTimeout", connectionTimeout);
            requireRange("statementTimeout", statementTimeout);
            requireRange("idleTransactionTimeout", idleTransactionTimeout);
            return new PostgresPool(
                    config(),
                    isThroughPooler
                            ? isolation -> isolation.setForEachTransaction(timeouts("SET LOCAL "))
                            : Isolation::setDefault);
        }

        private String timeouts(String set) {
            return set + "statement_timeout = " + statementTimeout.toMillis() + "; " + set
                    + "idle_in_transaction_session_timeout = " + idleTransactionTimeout.toMillis();
        }

        private HikariConfig config() {
            var config = new HikariConfig();
            config.setJdbcUrl(jdbcUrl);
            // Set explicitly, because DriverManager does not find drivers inside a web application.
            config.setDriverClassName("org.postgresql.Driver");
            config.setUsername(user);
            config.setPassword(password);
            config.setPoolName(name);
            config.setMaximumPoolSize(size);
            config.setConnectionTimeout(connectionTimeout.toMillis());
            config.setValidationTimeout(Math.max(connectionTimeout.toMillis() / 2, SHORTEST.toMillis()));
            config.setInitializationFailTimeout(-1);
            if (isThroughPooler) {
                config.addDataSourceProperty("prepareThreshold", "0");
            } else {
                config.setConnectionInitSql(
                        timeouts("SET ") + "; SET default_transaction_isolation = 'read committed'");
            }
            config.addDataSourceProperty("ApplicationName", name);
            config.addDataSourceProperty("logServerErrorDetail", "false");
            config.addDataSourceProperty("tcpKeepAlive", "true");
            config.addDataSourceProperty("connectTimeout", CONNECT_SECONDS);
            // Exceeds the statement timeout, and ends the wait for a server that no longer responds.
            config.addDataSourceProperty(
                    "socketTimeout",
                    Long.toString(statementTimeout.plus(NETWORK_SLACK).toSeconds()));
            return config;
        }

        private static void requireRange(String setting, Duration value) {
            if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
                throw new InvalidInputException(
                        setting + " is " + value + ", but must be from " + SHORTEST + " to " + LONGEST);
            }
        }
    }
}
