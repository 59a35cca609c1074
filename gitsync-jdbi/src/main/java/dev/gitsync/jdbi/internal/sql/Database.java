package dev.gitsync.jdbi.internal.sql;

import dev.gitsync.error.StoreException;
import dev.gitsync.error.StoreRejectedException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Runs work on the database. Failures become {@link StoreException}s that state the operation and the known reason, or
 * {@link StoreRejectedException}s if the same statement would fail again. JDBI's messages contain bound values and
 * PostgreSQL's details contain rows. Both are page text, so neither is passed on: the cause is a copy that has the
 * stack trace, the SQL state and the text that is safe to show.
 */
public record Database(Jdbi jdbi, CommitMarkCleanup cleanup) {
    private static final String DATA_EXCEPTION = "22";
    /**
     * Classes of SQL states that recur with the same statement: unsupported features, invalid values, constraint
     * violations, missing privileges or tables, and errors that a trigger raises.
     */
    private static final Set<String> REJECTIONS = Set.of("0A", DATA_EXCEPTION, "23", "42", "P0");

    private static final String CONNECTION_EXCEPTION = "08";
    private static final int STATE_LENGTH = 5;

    /** The timeout of a statement of {@link #writeAtLength}. */
    private static final Duration LENGTH = Duration.ofMinutes(10);

    private static final Duration SLACK = Duration.ofSeconds(10);

    public Database(Jdbi jdbi) {
        this(jdbi, new CommitMarkCleanup());
    }

    /** Runs a read; {@code doing} completes the sentence "Could not …". */
    public <T> T read(String doing, HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.withHandle(work);
        } catch (JdbiException e) {
            throw failure(doing, e);
        }
    }

    /**
     * Writes in one transaction. Each statement must see what was committed while the previous one waited for a lock,
     * so the isolation level is {@code READ COMMITTED}, whatever the default of the database.
     */
    public <T> T write(String doing, HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.withHandle(handle -> Isolation.readCommitted(handle, work));
        } catch (JdbiException e) {
            throw failure(doing, e);
        }
    }

    /**
     * Writes like {@link #write}, for statements whose duration depends on the amount of data, such as deleting
     * replaced packs: each may take {@link #LENGTH}, whatever the timeout of the connection.
     */
    public <T> T writeAtLength(String doing, HandleCallback<T, RuntimeException> work) {
        return write(doing, handle -> {
            int timeout = NetworkTimeout.of(handle);
            if (timeout > 0) {
                NetworkTimeout.set(handle, (int) LENGTH.plus(SLACK).toMillis());
            }
            handle.execute("SET LOCAL statement_timeout = " + LENGTH.toMillis());
            T result = work.withHandle(handle);
            NetworkTimeout.set(handle, timeout);
            return result;
        });
    }

    /**
     * Writes like {@link #write}. If the connection is lost during the commit, determines the outcome over another
     * connection, by the mark that {@code work} inserted. Returns if everything is committed, and throws if nothing is.
     *
     * @throws dev.gitsync.error.OutcomeUnknownException if the outcome can't be determined
     */
    public <T> T writeSurely(String doing, ConfirmedTransaction.MarkedWork<T> work) {
        cleanup.beforeWrite(jdbi);
        return new ConfirmedTransaction<>(jdbi, doing, work).run();
    }

    static StoreException failure(String doing, JdbiException e) {
        SQLException behind = sqlException(e);
        if (behind == null) {
            return new StoreException("Could not " + doing + ": " + e.getClass().getSimpleName());
        }
        var safe = new SQLException(safeReason(behind), behind.getSQLState());
        safe.setStackTrace(behind.getStackTrace());
        String message = "Could not " + doing + ": " + safe.getMessage();
        return isRejection(behind) ? new StoreRejectedException(message, safe) : new StoreException(message, safe);
    }

    private static boolean isRejection(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.length() == STATE_LENGTH && REJECTIONS.contains(state.substring(0, 2));
    }

    private static @Nullable SQLException sqlException(Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof SQLException found) {
                return found;
            }
        }
        return null;
    }

    private static String safeReason(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
        boolean tellable = server == null
                ? state.startsWith(CONNECTION_EXCEPTION) || e instanceof SQLTransientConnectionException
                : !state.startsWith(DATA_EXCEPTION);
        String message = server == null ? e.getMessage() : server.getMessage();
        return tellable ? message + " (SQL state " + state + ")" : "SQL state " + state;
    }
}
