package dev.gitsync.jdbi.internal.sql;

import dev.gitsync.error.StoreException;
import dev.gitsync.jdbi.internal.sql.CommitOutcomeQuery.PendingCommit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * A transaction whose outcome can be determined even when the response to its COMMIT is lost:
 *
 * <ol>
 *   <li>The transaction inserts a {@link CommitMark}, a row with a random nonce, together with its other writes.
 *   <li>The client waits for the response to the COMMIT up to {@link CommitOutcomeQuery#COMMIT_PATIENCE}, whatever the timeout of the
 *       connection.
 *   <li>If there is no response, {@link CommitOutcomeQuery} checks over another connection whether the row exists.
 * </ol>
 *
 * <p>The transaction id is not sufficient. {@code pg_xact_status} takes a transaction id, and after a crash PostgreSQL
 * reuses ids that had not reached its log, so the status could be that of another transaction. No other transaction
 * writes the nonce, and it is as durable as the rest of the transaction. With {@code synchronous_commit = off} neither
 * is durable when PostgreSQL confirms the commit; gitsync needs {@code on}, PostgreSQL's default, or one of the
 * stricter values.
 *
 * <p>If the work joins a transaction of the caller, the caller is responsible for the commit.
 */
public final class ConfirmedTransaction<T> {
    private final Jdbi jdbi;
    private final String doing;
    private final MarkedWork<T> work;
    private @Nullable Ended<T> ended;

    ConfirmedTransaction(Jdbi jdbi, String doing, MarkedWork<T> work) {
        this.jdbi = jdbi;
        this.doing = doing;
        this.work = work;
    }

    /** Work that inserts {@code mark} if it writes. */
    public interface MarkedWork<T> {
        T on(Handle handle, CommitMark mark);
    }

    /** A finished transaction that is ready to commit. */
    private record Ended<T>(T result, PendingCommit commit) {}

    /**
     * Runs the transaction. Returns if everything is committed, and throws if nothing is.
     *
     * @throws dev.gitsync.error.OutcomeUnknownException if the outcome can't be determined
     */
    T run() {
        try {
            return jdbi.withHandle(handle -> handle.isInTransaction()
                    ? Isolation.readCommitted(handle, joined -> work.on(joined, CommitMark.notNeeded()))
                    : own(handle));
        } catch (JdbiException e) {
            StoreException failure = SqlFailure.of(doing, e);
            if (ended != null && ended.commit().isCommitted(jdbi, doing, failure)) {
                return ended.result();
            }
            throw failure;
        }
    }

    private T own(Handle handle) {
        int timeout = NetworkTimeout.of(handle);
        T result = Isolation.readCommitted(handle, transaction -> {
            CommitMark mark = CommitMark.needed();
            T written = work.on(transaction, mark);
            ended = new Ended<>(written, PendingCommit.of(transaction, mark));
            return written;
        });
        NetworkTimeout.set(handle, timeout);
        return result;
    }
}
