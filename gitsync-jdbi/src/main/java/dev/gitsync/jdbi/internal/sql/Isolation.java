package dev.gitsync.jdbi.internal.sql;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.config.JdbiConfig;
import org.jdbi.v3.core.transaction.TransactionException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * The known isolation level of transactions on a connection. When JDBI is given the level for a transaction, it queries
 * the database before and after the transaction, and again each time a call joins it; each query is a round trip. JDBI
 * creates the instances: one for each connection in use, and one to copy them from.
 */
public final class Isolation implements JdbiConfig<Isolation> {
    private static final String READ_COMMITTED = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED";

    /** The statements that begin a transaction; possibly none. */
    private String begin = READ_COMMITTED;

    private boolean isOurs;

    /** Records that {@code READ COMMITTED} is the default level of the connections, which a transaction may override. */
    public void setDefault() {
        begin = "";
    }

    /**
     * Records that sessions keep no settings, because a pooler gives each transaction a session of its choice.
     *
     * @param settings the {@code SET LOCAL} statements that each transaction needs, separated by semicolons
     */
    public void setForEachTransaction(String settings) {
        begin = READ_COMMITTED + "; " + settings;
    }

    /**
     * Runs {@code work} in a {@code READ COMMITTED} transaction, or in the current transaction of {@code handle} if
     * there is one.
     *
     * @throws TransactionException if the current transaction has another isolation level
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
        if (!begin.isEmpty()) {
            handle.execute(begin);
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
        copy.begin = begin;
        copy.isOurs = isOurs;
        return copy;
    }
}
