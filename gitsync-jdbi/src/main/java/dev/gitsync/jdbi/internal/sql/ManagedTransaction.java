package dev.gitsync.jdbi.internal.sql;

import dev.gitsync.error.StoreException;
import dev.gitsync.jdbi.internal.sql.CommitOutcomeQuery.PendingCommit;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that another manager begins and commits, such as Spring's, and whose outcome can be determined as that of a {@link
 * ConfirmedTransaction}:
 *
 * <ol>
 *   <li>The manager begins a transaction, and runs the work in an inner call, which joins it. When that call ends, a manager that holds
 *       back changes, such as JPA's, writes them.
 *   <li>The last statement before the commit inserts the {@link CommitMark}.
 *   <li>The manager commits.
 * </ol>
 *
 * A transaction that the caller has begun is joined: the caller is responsible for its commit, and its connection keeps its network
 * timeout. Otherwise, the timeout is {@link CommitOutcomeQuery#COMMIT_PATIENCE} when the manager commits, and remains so if neither the
 * manager nor its pool resets it. For one run.
 */
final class ManagedTransaction {
    private final Jdbi jdbi;
    private final String doing;
    private boolean isFlushing;
    private @Nullable PendingCommit commit;

    ManagedTransaction(Jdbi jdbi, String doing) {
        this.jdbi = jdbi;
        this.doing = doing;
    }

    /** Runs work in a transaction that the caller has begun, and will commit. */
    void join(Consumer<Runnable> manager, Runnable work) {
        try {
            manager.accept(() -> runThenFlush(work));
        } catch (RuntimeException e) {
            throw isFlushing ? SqlFailure.of(doing, e) : e;
        }
    }

    private void runThenFlush(Runnable work) {
        work.run();
        isFlushing = true;
    }

    /**
     * Returns if everything is committed, and throws if nothing is: the exception of the work, or a {@link StoreException}.
     *
     * @throws dev.gitsync.error.OutcomeUnknownException if the outcome can't be determined
     */
    void run(Consumer<Runnable> manager, Runnable work) {
        try {
            manager.accept(() -> {
                manager.accept(() -> runThenFlush(work));
                isFlushing = false;
                jdbi.useHandle(this::finish);
            });
        } catch (RuntimeException e) {
            if (isFlushing) {
                throw SqlFailure.of(doing, e);
            }
            if (commit == null) {
                throw e;
            }
            StoreException failure = SqlFailure.of(doing, e);
            if (!commit.isCommitted(jdbi, doing, failure)) {
                throw failure;
            }
        }
    }

    private void finish(Handle handle) {
        if (!handle.isInTransaction()) {
            throw new IllegalStateException(
                    "The transaction manager runs work without a transaction of this Jdbi's connections");
        }
        CommitMark mark = CommitMark.needed();
        mark.leave(handle);
        commit = PendingCommit.of(handle, mark);
    }
}
