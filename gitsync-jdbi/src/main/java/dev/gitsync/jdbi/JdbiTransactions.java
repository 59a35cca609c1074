package dev.gitsync.jdbi;

import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.model.Space;
import dev.gitsync.store.TransactionDomain;
import dev.gitsync.store.TransactionRunner;
import java.util.Optional;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

/**
 * Runs the work of a {@link dev.gitsync.store.PageStore} on the wiki's own tables with the guarantees that
 * {@link JdbiPageStore} has on its tables: {@code READ COMMITTED}, failures as
 * {@link dev.gitsync.error.StoreException}s without page text in their messages, and a query for the outcome of a
 * commit whose response is lost. The scripts in {@code dev/gitsync/jdbi/migration/commits} create its table. Safe for
 * use by several threads.
 */
public final class JdbiTransactions implements TransactionRunner {
    private final Database database;

    /** Creates a runner on {@code jdbi}, whose transaction domain is also that of the store. */
    public JdbiTransactions(Jdbi jdbi) {
        database = new Database(jdbi);
    }

    /**
     * Runs a read.
     *
     * @param doing the purpose of the call, which completes the sentence "Could not …"; appears in logs
     * @throws dev.gitsync.error.StoreException when the database rejects a statement or is unreachable
     */
    public <T> T read(String doing, HandleCallback<T, RuntimeException> work) {
        return database.read(doing, work);
    }

    /**
     * Writes in one transaction, which joins that of the calling thread if the thread has begun one on the same
     * {@link Jdbi}. An exception from the work rolls the transaction back. If the connection is lost or stalls while
     * the transaction commits, this method queries the outcome over another connection. For that query the transaction
     * writes a row with a random nonce, which costs one statement. This method then returns or throws within about 20
     * seconds.
     *
     * @param doing the purpose of the call, which completes the sentence "Could not …"; appears in logs
     * @throws dev.gitsync.error.OutcomeUnknownException when the database became unreachable during the commit and the
     *     outcome could not be determined in time; either all changes are committed or none
     * @throws dev.gitsync.error.StoreException when the database rejects a statement or is unreachable; nothing has
     *     changed
     */
    public <T> T write(String doing, HandleCallback<T, RuntimeException> work) {
        return database.writeSurely(doing, (handle, mark) -> {
            T written = work.withHandle(handle);
            mark.leave(handle);
            return written;
        });
    }

    /**
     * Runs {@code work} like {@link #write}. Calls of {@link Jdbi#withHandle} and {@link Jdbi#inTransaction} on the
     * same thread, such as those of the wiki's services, join the transaction.
     */
    @Override
    public void run(Space space, Runnable work) {
        write("write pages of space " + space.id(), handle -> {
            work.run();
            return space;
        });
    }

    /**
     * Returns a runner for the transactions of another manager, such as Spring's, whose connection {@link Jdbi} uses on the same thread. It
     * queries the outcome like {@link #write} if {@code manager} fails to commit, and has the same transaction domain. If the thread is in
     * a transaction of the manager already, the caller who began it is responsible for its commit.
     *
     * @param manager runs work in its own transactions, {@code READ COMMITTED}; if it runs work without one, the work fails with an
     *     {@link IllegalStateException}. It is called a second time within its transaction; a manager that holds back changes, such as
     *     that of JPA, writes them before that call returns
     */
    public TransactionRunner within(TransactionRunner manager) {
        return new TransactionRunner() {
            @Override
            public void run(Space space, Runnable work) {
                database.writeSurelyIn(
                        "write pages of space " + space.id(), transaction -> manager.run(space, transaction), work);
            }

            @Override
            public Optional<TransactionDomain> domain() {
                return JdbiTransactions.this.domain();
            }
        };
    }

    /** Returns the transaction domain of the underlying {@link Jdbi}. */
    @Override
    public Optional<TransactionDomain> domain() {
        return Optional.of(TransactionDomain.of(database.jdbi()));
    }
}
