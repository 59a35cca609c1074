package dev.gitsync.jdbi;

import dev.gitsync.error.StoreException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Runs work on the database. Its failures become {@link StoreException}s that say what was being done and what is known of
 * the reason. JDBI's messages carry bound values and PostgreSQL's details carry rows, and both are page text, so neither
 * is passed on: the cause is a copy that has the stack trace, the SQL state and what is safe to tell.
 */
record Database(Jdbi jdbi) {
    /** How long the outcome of a transaction is asked for. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long ASK_AGAIN_MILLIS = 100;
    private static final String DATA_EXCEPTION = "22";
    private static final String CONNECTION_EXCEPTION = "08";

    /** Reads; {@code doing} completes the sentence "Could not …". */
    <T> T read(String doing, HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.withHandle(work);
        } catch (JdbiException e) {
            throw failure(doing, e);
        }
    }

    /**
     * Writes in one transaction. Each statement has to see what was committed while the one before it waited for a lock,
     * so the isolation level is {@code READ COMMITTED}, whatever the default of the database.
     */
    <T> T write(String doing, HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.withHandle(handle -> Isolation.readCommitted(handle, work));
        } catch (JdbiException e) {
            throw failure(doing, e);
        }
    }

    /**
     * What a transaction came to.
     *
     * @param id the number that the database gave it, or null if it has written nothing
     */
    record Written<T>(T result, @Nullable String id) {}

    /**
     * Like {@link #write}, and when the connection is lost while it commits, asks the database over another one what has
     * become of the transaction. So it either returns, and everything is in, or throws, and nothing is; unless the database
     * can't be asked either, which the message says then.
     */
    <T> T writeSurely(String doing, HandleCallback<Written<T>, RuntimeException> work) {
        List<Written<T>> done = new ArrayList<>(1);
        try {
            return jdbi.withHandle(handle -> {
                boolean isOwn = !handle.isInTransaction();
                return Isolation.readCommitted(handle, own -> {
                            Written<T> written = work.withHandle(own);
                            if (isOwn) {
                                done.add(written);
                            }
                            return written;
                        })
                        .result();
            });
        } catch (JdbiException e) {
            StoreException failure = failure(doing, e);
            if (done.isEmpty() || done.get(0).id() == null) {
                throw failure;
            }
            if (isCommitted(doing, done.get(0).id(), failure)) {
                return done.get(0).result();
            }
            throw failure;
        }
    }

    private boolean isCommitted(String doing, String transaction, StoreException failure) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        do {
            try {
                String status =
                        jdbi.withHandle(handle -> handle.createQuery("SELECT coalesce(pg_xact_status(:id::xid8), '')")
                                .bind("id", transaction)
                                .mapTo(String.class)
                                .one());
                if (status.equals("committed") || status.equals("aborted")) {
                    return status.equals("committed");
                }
            } catch (JdbiException e) {
                failure.addSuppressed(failure("ask what became of it", e));
            }
        } while (System.nanoTime() - end < 0 && hasSlept());
        var unknown =
                new StoreException("Could not " + doing + ", or could: the database went away while it committed");
        unknown.addSuppressed(failure);
        throw unknown;
    }

    private static boolean hasSlept() {
        try {
            Thread.sleep(ASK_AGAIN_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static StoreException failure(String doing, JdbiException e) {
        SQLException behind = sqlException(e);
        if (behind == null) {
            return new StoreException("Could not " + doing + ": " + e.getClass().getSimpleName());
        }
        var safe = new SQLException(safeReason(behind), behind.getSQLState());
        safe.setStackTrace(behind.getStackTrace());
        return new StoreException("Could not " + doing + ": " + safe.getMessage(), safe);
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
