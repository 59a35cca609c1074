package dev.gitsync.jdbi.internal.sql;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.config.JdbiConfig;
import org.jdbi.v3.core.transaction.TransactionException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * What is known of the isolation of transactions on a connection. JDBI, told which one a transaction needs, asks the database
 * before and after each one, and within it each time something joins in; that is a round trip every time. JDBI makes the
 * instance; one for each connection in use, and one for them to be copied from.
 */
public final class Isolation implements JdbiConfig<Isolation> {
    private boolean isDefault;
    private boolean isOurs;

    /** Transactions are {@code READ COMMITTED} unless somebody says otherwise for one. */
    public void setDefault() {
        isDefault = true;
    }

    /**
     * Runs {@code work} in a {@code READ COMMITTED} transaction, that of {@code handle} if it is in one.
     *
     * @throws TransactionException when that is of another kind
     */
    static <T> T readCommitted(Handle handle, HandleCallback<T, RuntimeException> work) {
        Isolation known = handle.getConfig(Isolation.class);
        if (!handle.isInTransaction()) {
            return handle.inTransaction(own -> known.begun(own, work));
        }
        if (!known.isOurs && handle.getTransactionIsolationLevel() != TransactionIsolationLevel.READ_COMMITTED) {
            throw new TransactionException("The open transaction is not READ COMMITTED");
        }
        return work.withHandle(handle);
    }

    private <T> T begun(Handle handle, HandleCallback<T, RuntimeException> work) {
        if (!isDefault) {
            handle.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
        }
        isOurs = true;
        try {
            return work.withHandle(handle);
        } finally {
            isOurs = false;
        }
    }

    @Override
    public Isolation createCopy() {
        Isolation copy = new Isolation();
        copy.isDefault = isDefault;
        copy.isOurs = isOurs;
        return copy;
    }
}
