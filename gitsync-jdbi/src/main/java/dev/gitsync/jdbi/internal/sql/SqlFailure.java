package dev.gitsync.jdbi.internal.sql;

import dev.gitsync.error.StoreException;
import dev.gitsync.error.StoreRejectedException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Translates failures of the database into {@link StoreException}s that state the operation and the known reason, or
 * {@link StoreRejectedException}s if the same statement would fail again. The messages of JDBI and JPA contain bound values and
 * PostgreSQL's details contain rows. Both are page text, so neither is passed on: the cause is a copy that has the
 * stack trace, the SQL state and the text that is safe to show.
 */
final class SqlFailure {
    private static final String DATA_EXCEPTION = "22";
    /**
     * Classes of SQL states that recur with the same statement: unsupported features, invalid values, constraint
     * violations, missing privileges or tables, and errors that a trigger raises.
     */
    private static final Set<String> REJECTIONS = Set.of("0A", DATA_EXCEPTION, "23", "42", "P0");

    private static final String CONNECTION_EXCEPTION = "08";
    private static final int STATE_LENGTH = 5;

    private SqlFailure() {}

    /** Returns the exception for a failure; {@code doing} completes the sentence "Could not …". */
    static StoreException of(String doing, RuntimeException e) {
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
        boolean isSafe = server == null
                ? state.startsWith(CONNECTION_EXCEPTION) || e instanceof SQLTransientConnectionException
                : !state.startsWith(DATA_EXCEPTION);
        String message = server == null ? e.getMessage() : server.getMessage();
        return isSafe ? message + " (SQL state " + state + ")" : "SQL state " + state;
    }
}
