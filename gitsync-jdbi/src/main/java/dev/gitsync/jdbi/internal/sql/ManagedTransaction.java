package dev.gitsync.jdbi.internal.sql;

import dev.gitsync.error.StoreException;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that another manager begins and commits, such as Spring's, and whose outcome can be determined as that of a {@link
 * ConfirmedTransaction}: the last statement before the commit inserts the {@link CommitMark}. For one run.
 */
final class ManagedTransaction {
    private final Jdbi jdbi;
    private final String doing;
    private final CommitMark mark = CommitMark.needed();
    private CommitOutcomeQuery.@Nullable Backend backend;

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
                work.run();
                jdbi.useHandle(this::finish);
            });
        } catch (RuntimeException e) {
            if (backend == null) {
                throw e;
            }
            StoreException failure =
                    new StoreException("Could not " + doing + ": the transaction was not committed", e);
            if (!mark.isLeft() || !new CommitOutcomeQuery(jdbi, doing, mark, backend).isCommitted(failure)) {
                throw failure;
            }
        }
    }

    private void finish(Handle handle) {
        if (!handle.isInTransaction()) {
            throw new IllegalStateException(
                    "The transaction manager runs work without a transaction of this Jdbi's connections");
        }
        mark.leave(handle);
        backend = CommitOutcomeQuery.Backend.of(handle);
        NetworkTimeout.shorten(handle, ConfirmedTransaction.COMMIT_PATIENCE);
    }
}
