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
 * For one run.
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

    /**
     * Returns if everything is committed, and throws if nothing is: the exception of the work, or a {@link StoreException}.
     *
     * @throws dev.gitsync.error.OutcomeUnknownException if the outcome can't be determined
     */
    void run(Consumer<Runnable> manager, Runnable work) {
        try {
            manager.accept(() -> {
                manager.accept(() -> {
                    work.run();
                    isFlushing = true;
                });
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
