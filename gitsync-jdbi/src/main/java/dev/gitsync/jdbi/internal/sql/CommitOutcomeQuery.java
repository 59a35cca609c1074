package dev.gitsync.jdbi.internal.sql;

import dev.gitsync.error.OutcomeUnknownException;
import dev.gitsync.error.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.PGConnection;

/**
 * Determines over another connection the outcome of a transaction that inserted a {@link CommitMark}:
 *
 * <ol>
 *   <li>Insert the same nonce, marked void. While the transaction is in progress, the insert waits for it to end.
 *   <li>If the row exists and is not void, the transaction was committed.
 *   <li>If the insert succeeds, the transaction was not committed and never can be, because its nonce is taken.
 *   <li>If the wait takes too long and the session of the transaction is idle, so that its COMMIT has not arrived, end
 *       the session. The COMMIT may still arrive just before that, so only the next insert is conclusive.
 * </ol>
 *
 * The result is therefore never a guess. The query gives up after {@link #PATIENCE}; the outcome is then reported as
 * unknown.
 */
public final class CommitOutcomeQuery {
    /** How long the client waits for the response to a COMMIT before it queries the outcome. */
    public static final Duration COMMIT_PATIENCE = Duration.ofSeconds(6);

    public static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * Marks are deleted after an hour; a process that was suspended for half of that can't determine the outcome any
     * more.
     */
    private static final Duration LATEST = Duration.ofMinutes(CommitMarkCleanup.GRACE_MINUTES / 2);

    private static final long PAUSE_MILLIS = 100;
    /** How long each of its statements waits for a response. */
    public static final Duration NETWORK_TIMEOUT = Duration.ofSeconds(3);

    private final Jdbi jdbi;
    private final String doing;
    private final CommitMark mark;
    private final Backend backend;

    private CommitOutcomeQuery(Jdbi jdbi, String doing, PendingCommit commit) {
        this.jdbi = jdbi;
        this.doing = doing;
        this.mark = commit.mark();
        this.backend = commit.backend();
    }

    /**
     * A transaction that has done its work and is about to commit.
     *
     * @param mark its mark, which it inserted if it has written
     * @param backend the server process of its connection
     */
    record PendingCommit(CommitMark mark, Backend backend) {
        /** Returns the transaction of {@code handle}, and shortens how long the client waits for the response to its COMMIT. */
        static PendingCommit of(Handle handle, CommitMark mark) {
            Backend backend = Backend.of(handle);
            NetworkTimeout.shorten(handle, COMMIT_PATIENCE);
            return new PendingCommit(mark, backend);
        }

        /**
         * Returns whether the transaction was committed although its COMMIT failed with {@code failure}.
         *
         * @throws OutcomeUnknownException if the outcome can't be determined in time
         */
        boolean isCommitted(Jdbi jdbi, String doing, StoreException failure) {
            return mark.isLeft() && new CommitOutcomeQuery(jdbi, doing, this).isCommitted(failure);
        }
    }

    /**
     * The server process of a connection that is in a transaction.
     *
     * @param pid 0 if it is not known
     */
    record Backend(int pid, long nanoTime, long millis) {
        static Backend of(Handle handle) {
            int pid = 0;
            try {
                Connection connection = handle.getConnection();
                if (connection.isWrapperFor(PGConnection.class)) {
                    pid = connection.unwrap(PGConnection.class).getBackendPID();
                }
            } catch (SQLException e) {
                // The connection is broken: the commit will fail.
            }
            return new Backend(pid, System.nanoTime(), System.currentTimeMillis());
        }

        /** Returns the time since then, by the clock that is ahead: one of the two stops while the machine sleeps. */
        Duration age() {
            Duration monotonic = Duration.ofNanos(System.nanoTime() - nanoTime);
            Duration byDay = Duration.ofMillis(System.currentTimeMillis() - millis);
            return monotonic.compareTo(byDay) > 0 ? monotonic : byDay;
        }
    }

    private boolean isCommitted(StoreException failure) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long took;
        do {
            long asked = System.nanoTime();
            if (backend.age().compareTo(LATEST) > 0) {
                break;
            }
            try {
                return ask();
            } catch (JdbiException e) {
                failure.addSuppressed(SqlFailure.of("query the outcome of the commit", e));
            }
            if (System.nanoTime() < end) {
                endIfIdle(failure);
            }
            took = System.nanoTime() - asked;
        } while (end - System.nanoTime() > took && hasSlept());
        throw new OutcomeUnknownException(
                "It is unknown whether PostgreSQL committed: the connection was lost during an attempt to " + doing
                        + ", and the outcome could not be queried within " + PATIENCE.toSeconds()
                        + " s. Check whether the change is present before you retry",
                failure);
    }

    private boolean ask() {
        return jdbi.withHandle(handle -> {
            NetworkTimeout.set(handle, (int) NETWORK_TIMEOUT.toMillis());
            return Isolation.readCommitted(handle, own -> {
                own.execute("SET LOCAL lock_timeout = '1s'");
                return !own.createQuery("""
                                INSERT INTO gitsync_commit_marks (nonce, is_void) VALUES (:nonce, true)
                                ON CONFLICT (nonce) DO UPDATE SET nonce = excluded.nonce RETURNING is_void""")
                        .bind("nonce", mark.nonce())
                        .mapTo(Boolean.class)
                        .one();
            });
        });
    }

    /**
     * Ends the session if it is idle in that transaction. Only that transaction can have begun before its mark was
     * inserted, even if another session has the same process id by now.
     */
    private void endIfIdle(StoreException failure) {
        if (backend.pid() == 0) {
            return;
        }
        try {
            jdbi.useHandle(handle -> {
                NetworkTimeout.set(handle, (int) NETWORK_TIMEOUT.toMillis());
                handle.createQuery("""
                                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                                WHERE pid = :pid AND state LIKE 'idle in transaction%'
                                    AND xact_start < clock_timestamp() - :micros * interval '1 microsecond'""")
                        .bind("pid", backend.pid())
                        .bind("micros", TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - backend.nanoTime()))
                        .mapTo(Boolean.class)
                        .list();
            });
        } catch (JdbiException e) {
            failure.addSuppressed(SqlFailure.of("end its connection", e));
        }
    }

    private static boolean hasSlept() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
