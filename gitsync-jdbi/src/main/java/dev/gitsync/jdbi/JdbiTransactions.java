package dev.gitsync.jdbi;

import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

/**
 * Runs the work of a {@link dev.gitsync.store.PageStore} over tables of the wiki's own, with what {@link JdbiPageStore} does
 * for its own tables: {@code READ COMMITTED}, failures as {@link dev.gitsync.error.StoreException}s without page text in
 * their messages, and a commit whose outcome is unknown is asked for. Safe for use by several threads.
 */
public final class JdbiTransactions {
    private final Database database;

    /** Works on {@code jdbi}, which is also what the store tells as its transactions. */
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
     * throws takes everything back. If the connection is lost while the transaction commits, the database is asked over
     * another one what became of it.
     *
     * @param doing what it is for, in words that complete "Could not …"; reaches logs
     * @throws dev.gitsync.error.StoreException when the database says no or can't be reached; nothing has changed then,
     *     unless the message says that this is not known
     */
    public <T> T write(String doing, HandleCallback<T, RuntimeException> work) {
        return database.writeSurely(
                doing,
                handle -> new Database.Written<>(
                        work.withHandle(handle),
                        handle.createQuery("SELECT coalesce(pg_current_xact_id_if_assigned()::text, '')")
                                .mapTo(String.class)
                                .filter(id -> !id.isEmpty())
                                .findOne()
                                .orElse(null)));
    }
}
