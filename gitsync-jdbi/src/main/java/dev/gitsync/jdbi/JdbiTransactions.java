package dev.gitsync.jdbi;

import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.model.Space;
import dev.gitsync.store.TransactionDomain;
import dev.gitsync.store.TransactionRunner;
import java.util.Optional;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

/**
 * Runs the work of a {@link dev.gitsync.store.PageStore} over tables of the wiki's own, with what {@link JdbiPageStore} does
 * for its own tables: {@code READ COMMITTED}, failures as {@link dev.gitsync.error.StoreException}s without page text in
 * their messages, and a commit whose answer is lost is asked for. The scripts in
 * {@code dev/gitsync/jdbi/migration/commits} create its table. Safe for use by several threads.
 */
public final class JdbiTransactions implements TransactionRunner {
    private final Database database;

    /** Works on {@code jdbi}, whose transaction domain is also that of the store. */
    public JdbiTransactions(Jdbi jdbi) {
        database = new Database(jdbi);
    }

    /**
     * Reads.
     *
     * @param doing what it is for, in words that complete "Could not …"; reaches logs
     * @throws dev.gitsync.error.StoreException when the database says no or can't be reached
     */
    public <T> T read(String doing, HandleCallback<T, RuntimeException> work) {
        return database.read(doing, work);
    }

    /**
     * Writes in one transaction, that of the calling thread if it has begun one on the same {@link Jdbi}. What the work
     * throws takes everything back. If the connection is lost, or stands still, while the transaction commits, the database
     * is asked over another one what became of it: for that the transaction has a row with a random nonce, which costs it
     * one statement. It takes some 20 seconds at most until this returns or throws.
     *
     * @param doing what it is for, in words that complete "Could not …"; reaches logs
     * @throws dev.gitsync.error.OutcomeUnknownException when the database went away while it committed, and could not be
     *     asked in time; everything has changed or nothing
     * @throws dev.gitsync.error.StoreException when the database says no or can't be reached; nothing has changed then
     */
    public <T> T write(String doing, HandleCallback<T, RuntimeException> work) {
        return database.writeSurely(doing, (handle, mark) -> {
            T written = work.withHandle(handle);
            mark.leave(handle);
            return written;
        });
    }

    /**
     * Like {@link #write}. Calls of {@link Jdbi#withHandle} and {@link Jdbi#inTransaction} on the same thread, such as those of the
     * wiki's services, take part in the transaction.
     */
    @Override
    public void run(Space space, Runnable work) {
        write("write pages of space " + space.id(), handle -> {
            work.run();
            return space;
        });
    }

    /** Returns the domain of the {@link Jdbi} that this works on. */
    @Override
    public Optional<TransactionDomain> domain() {
        return Optional.of(TransactionDomain.of(database.jdbi()));
    }
}
