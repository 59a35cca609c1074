package dev.gitsync.spring.database;

import dev.gitsync.model.Space;
import dev.gitsync.store.TransactionRunner;
import java.sql.SQLException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Runs work in the transactions of another runner, and restores the network timeout of the connection when such a transaction ends: gitsync
 * shortens it for the COMMIT, and not every pool resets it. Safe for use by several threads.
 */
final class RestoredTimeouts implements TransactionRunner {
    private final TransactionRunner transactions;
    private final Jdbi jdbi;

    RestoredTimeouts(TransactionRunner transactions, Jdbi jdbi) {
        this.transactions = transactions;
        this.jdbi = jdbi;
    }

    @Override
    public void run(Space space, Runnable work) {
        transactions.run(space, () -> {
            restoreAtTheEnd();
            work.run();
        });
    }

    private void restoreAtTheEnd() {
        if (TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.getSynchronizations().stream()
                        .noneMatch(Restoring.class::isInstance)) {
            try {
                int millis = jdbi.withHandle(handle -> handle.getConnection().getNetworkTimeout());
                TransactionSynchronizationManager.registerSynchronization(new Restoring(jdbi, millis));
            } catch (SQLException e) {
                // The connection is broken: the work fails.
            }
        }
    }

    /** Restores the timeout; the transaction has ended, but still has its connection. */
    private record Restoring(Jdbi jdbi, int millis) implements TransactionSynchronization {
        @Override
        public void afterCompletion(int status) {
            try {
                jdbi.useHandle(handle -> handle.getConnection().setNetworkTimeout(Runnable::run, millis));
            } catch (SQLException | JdbiException e) {
                // The connection is broken: the pool removes it.
            }
        }
    }
}
