package dev.gitsync.jdbi.internal.sql;

import java.time.Duration;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Runs work on the database. Its failures are those that {@link SqlFailure} describes.
 */
public record Database(Jdbi jdbi, CommitMarkCleanup cleanup) {
    /** The timeout of a statement of {@link #writeAtLength}. */
    private static final Duration LENGTH = Duration.ofMinutes(10);

    private static final Duration SLACK = Duration.ofSeconds(10);

    public Database(Jdbi jdbi) {
        this(jdbi, new CommitMarkCleanup());
    }

    /** Runs a read; {@code doing} completes the sentence "Could not …". */
    public <T> T read(String doing, HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.withHandle(work);
        } catch (JdbiException e) {
            throw SqlFailure.of(doing, e);
        }
    }

    /**
     * Writes in one transaction. Each statement must see what was committed while the previous one waited for a lock,
     * so the isolation level is {@code READ COMMITTED}, whatever the default of the database.
     */
    public <T> T write(String doing, HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.withHandle(handle -> Isolation.readCommitted(handle, work));
        } catch (JdbiException e) {
            throw SqlFailure.of(doing, e);
        }
    }

    /**
     * Writes like {@link #write}, but does not wait for the disk, unless the calling thread has opened a transaction. A later {@link
     * #write} waits for the disk on behalf of both. If the database crashes in between, what was written here may be lost, so the later
     * one must check that nothing is missing.
     */
    public <T> T writeAhead(String doing, HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.withHandle(handle -> {
                boolean isOwn = !handle.isInTransaction();
                return Isolation.readCommitted(handle, within -> {
                    if (isOwn) {
                        within.execute("SET LOCAL synchronous_commit = off");
                    }
                    return work.withHandle(within);
                });
            });
        } catch (JdbiException e) {
            throw SqlFailure.of(doing, e);
        }
    }

    /** Returns whether the calling thread has opened a transaction, which its writes join. */
    public boolean isInTransaction() {
        return read("look for a transaction", Handle::isInTransaction);
    }

    /**
     * Writes like {@link #write}, for statements whose duration depends on the amount of data, such as deleting
     * replaced packs: each may take {@link #LENGTH}, whatever the timeout of the connection.
     */
    public <T> T writeAtLength(String doing, HandleCallback<T, RuntimeException> work) {
        return write(doing, handle -> {
            int timeout = NetworkTimeout.of(handle);
            if (timeout > 0) {
                NetworkTimeout.set(handle, (int) LENGTH.plus(SLACK).toMillis());
            }
            handle.execute("SET LOCAL statement_timeout = " + LENGTH.toMillis());
            T result = work.withHandle(handle);
            NetworkTimeout.set(handle, timeout);
            return result;
        });
    }

    /**
     * Writes like {@link #write}. If the connection is lost during the commit, determines the outcome over another
     * connection, by the mark that {@code work} inserted. Returns if everything is committed, and throws if nothing is.
     *
     * @throws dev.gitsync.error.OutcomeUnknownException if the outcome can't be determined
     */
    public <T> T writeSurely(String doing, ConfirmedTransaction.MarkedWork<T> work) {
        cleanup.beforeWrite(jdbi);
        return new ConfirmedTransaction<>(jdbi, doing, work).run();
    }

    /**
     * Runs {@code work} in a transaction that {@code manager} begins and commits, with the guarantees of {@link #writeSurely}.
     *
     * @param manager runs its argument in a transaction whose connection this JDBI uses on the same thread
     */
    public void writeSurelyIn(String doing, Consumer<Runnable> manager, Runnable work) {
        cleanup.beforeWrite(jdbi);
        ManagedTransaction transaction = new ManagedTransaction(jdbi, doing);
        if (isInTransaction()) {
            transaction.join(manager, work);
        } else {
            transaction.run(manager, work);
        }
    }
}
