package dev.gitsync.jdbi;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.jdbi.internal.sql.Isolation;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jspecify.annotations.Nullable;

/**
 * A named, sized pool of connections to PostgreSQL with a limit on every wait. Opening it never fails because the database
 * is down; the first use does, and a later one succeeds. Safe for use by several threads.
 *
 * <p>A statement that runs too long is cancelled, but for those of maintenance, which have ten minutes. When the network stands
 * still, a statement is given up three seconds after its time, and a commit after six. A transaction that does
 * nothing for a while, such as one of a process that was stopped, is ended by the server, so that it can't keep the row of a
 * space locked. The driver keeps the details of server errors, which quote rows, out of its messages.
 */
public final class PostgresPool implements AutoCloseable {
    /** How many connections a pool has by default. */
    public static final int DEFAULT_SIZE = 10;
    /** How long a caller waits for a connection by default. */
    public static final Duration DEFAULT_CONNECTION_TIMEOUT = Duration.ofSeconds(5);
    /** How long a statement may run by default. */
    public static final Duration DEFAULT_STATEMENT_TIMEOUT = Duration.ofSeconds(15);
    /** How long a transaction may do nothing by default. */
    public static final Duration DEFAULT_IDLE_TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

    /** How much longer than a statement may run its answer is waited for. */
    static final Duration NETWORK_SLACK = Duration.ofSeconds(3);

    private final HikariDataSource dataSource;
    private final Jdbi jdbi;

    private PostgresPool(HikariConfig config) {
        dataSource = new HikariDataSource(config);
        jdbi = Jdbi.create(dataSource);
        // By default JDBI writes the arguments of a failed statement, and so pages and secrets, into its messages.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        jdbi.getConfig(Isolation.class).setDefault();
    }

    /** Begins with the defaults for a database, as in {@code jdbc:postgresql://localhost:5432/wiki}. */
    public static Builder builder(String jdbcUrl) {
        return new Builder(jdbcUrl);
    }

    /** The pool as a data source; of no use once the pool is closed. */
    public DataSource dataSource() {
        return dataSource;
    }

    /** JDBI on top of the pool; always the same, so that all that work on it can share transactions. */
    public Jdbi jdbi() {
        return jdbi;
    }

    /** Closes all connections; does nothing the second time. */
    @Override
    public void close() {
        dataSource.close();
    }

    /** Collects settings. Not safe for use by several threads. */
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

        private Builder(String jdbcUrl) {
            this.jdbcUrl = jdbcUrl;
        }

        /** Whom to log in as; without this, the URL says so. */
        public Builder user(String newUser) {
            user = newUser;
            return this;
        }

        /** The password, if the server asks for one and the URL has none. */
        public Builder password(String newPassword) {
            password = newPassword;
            return this;
        }

        /** The name of the pool in logs, and of the application in {@code pg_stat_activity}; not blank. */
        public Builder name(String newName) {
            name = newName;
            return this;
        }

        /** The most connections; 1 to 1000. */
        public Builder size(int connections) {
            size = connections;
            return this;
        }

        /** How long a caller waits for a connection; 250 ms to an hour. */
        public Builder connectionTimeout(Duration timeout) {
            connectionTimeout = timeout;
            return this;
        }

        /** How long a statement may run; 250 ms to an hour. */
        public Builder statementTimeout(Duration timeout) {
            statementTimeout = timeout;
            return this;
        }

        /**
         * How long a transaction may do nothing before the server ends it; 250 ms to an hour. A writer that stands still
         * amid a transaction holds up its space for as long, so it is best no longer than the ttl of a lease.
         */
        public Builder idleTransactionTimeout(Duration timeout) {
            idleTransactionTimeout = timeout;
            return this;
        }

        /** @throws InvalidInputException when a value is out of its range; the message names it */
        public PostgresPool build() {
            if (!jdbcUrl.startsWith(SCHEME)) {
                // The URL may hold a password, so it is not shown.
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
            return new PostgresPool(config());
        }

        private HikariConfig config() {
            var config = new HikariConfig();
            config.setJdbcUrl(jdbcUrl);
            // By name, because DriverManager does not know the drivers that are in a web application.
            config.setDriverClassName("org.postgresql.Driver");
            config.setUsername(user);
            config.setPassword(password);
            config.setPoolName(name);
            config.setMaximumPoolSize(size);
            config.setConnectionTimeout(connectionTimeout.toMillis());
            config.setValidationTimeout(Math.max(connectionTimeout.toMillis() / 2, SHORTEST.toMillis()));
            config.setInitializationFailTimeout(-1);
            config.setConnectionInitSql("SET statement_timeout = " + statementTimeout.toMillis()
                    + "; SET idle_in_transaction_session_timeout = " + idleTransactionTimeout.toMillis()
                    + "; SET default_transaction_isolation = 'read committed'");
            config.addDataSourceProperty("ApplicationName", name);
            config.addDataSourceProperty("logServerErrorDetail", "false");
            config.addDataSourceProperty("tcpKeepAlive", "true");
            config.addDataSourceProperty("connectTimeout", CONNECT_SECONDS);
            // Outlasts every statement, and ends the wait for a server that has gone without a word.
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
