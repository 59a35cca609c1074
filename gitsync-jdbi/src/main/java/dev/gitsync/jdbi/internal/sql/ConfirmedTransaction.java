package dev.gitsync.jdbi.internal.sql;

import dev.gitsync.error.StoreException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * A transaction whose outcome is known also when the answer to its COMMIT is lost:
 *
 * <ol>
 *   <li>It leaves a {@link CommitMark}: a row with a random nonce, together with what it writes.
 *   <li>The answer to the COMMIT is waited for {@link #COMMIT_PATIENCE} at most, whatever the connection allows.
 *   <li>When there is none, {@link CommitOutcomeQuery} asks over another connection whether the row is there.
 * </ol>
 *
 * <p>The number of the transaction would not do. {@code pg_xact_status} tells of a number, and after a crash PostgreSQL
 * gives those out again that had not reached its log: the transaction of somebody else answers then. The nonce is written by
 * nobody else, and is as durable as the rest of the transaction. With {@code synchronous_commit = off} neither is durable when
 * PostgreSQL says so; gitsync needs {@code on}, PostgreSQL's default, or one of the stricter values.
 *
 * <p>A transaction that joins one of the caller's is left to the caller.
 *
 * <p>In a class cycle with {@link Database}: the database runs such transactions, and their failures are those of the
 * database.
 */
public final class ConfirmedTransaction<T> {
    /** How long the answer to a COMMIT is waited for; what takes longer is asked for, and not given up. */
    public static final Duration COMMIT_PATIENCE = Duration.ofSeconds(6);

    private final Jdbi jdbi;
    private final String doing;
    private final MarkedWork<T> work;
    private @Nullable Ended<T> ended;

    ConfirmedTransaction(Jdbi jdbi, String doing, MarkedWork<T> work) {
        this.jdbi = jdbi;
        this.doing = doing;
        this.work = work;
    }

    /** Work that leaves {@code mark} if it writes. */
    public interface MarkedWork<T> {
        T on(Handle handle, CommitMark mark);
    }

    /** What there is to be committed. */
    private record Ended<T>(T result, CommitMark mark, CommitOutcomeQuery.Backend backend) {}

    /**
     * Returns, and everything is in, or throws, and nothing is.
     *
     * @throws dev.gitsync.error.OutcomeUnknownException when the database can't be asked either
     */
    T run() {
        try {
            return jdbi.withHandle(handle -> handle.isInTransaction()
                    ? Isolation.readCommitted(handle, joined -> work.on(joined, CommitMark.notNeeded()))
                    : own(handle));
        } catch (JdbiException e) {
            StoreException failure = Database.failure(doing, e);
            if (ended != null
                    && ended.mark().isLeft()
                    && new CommitOutcomeQuery(jdbi, doing, ended.mark(), ended.backend()).isCommitted(failure)) {
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
            ended = new Ended<>(written, mark, CommitOutcomeQuery.Backend.of(transaction));
            NetworkTimeout.set(transaction, shorter(timeout));
            return written;
        });
        NetworkTimeout.set(handle, timeout);
        return result;
    }

    private static int shorter(int timeout) {
        int patience = (int) COMMIT_PATIENCE.toMillis();
        return timeout == 0 ? patience : Math.min(timeout, patience);
    }
}
