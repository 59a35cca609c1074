package dev.gitsync.store;

import dev.gitsync.model.Space;
import java.util.Optional;

/**
 * Runs work in a transaction of the wiki. With Spring, for example, {@code (space, work) ->
 * template.executeWithoutResult(status -> work.run())}. Safe for use by several threads.
 */
@FunctionalInterface
public interface TransactionRunner {
    /**
     * Runs {@code work} once, on the calling thread, in one transaction: the thread's current transaction if there is one,
     * otherwise a new one, which is committed and durable when this method returns. If the work throws, the transaction is
     * rolled back and this method throws the same exception. Work that has begun is never run again.
     *
     * @param space the space whose pages the work writes
     * @throws dev.gitsync.error.StoreException when the wiki can't be reached; nothing has changed then
     * @throws dev.gitsync.error.OutcomeUnknownException when the connection was lost during the commit; the caller reads the
     *     feed to find the outcome
     */
    void run(Space space, Runnable work);

    /**
     * Returns the transaction domain, for stores that run in these transactions; see {@link PageStore#transactionDomain()}.
     * Returns empty by default.
     */
    default Optional<TransactionDomain> domain() {
        return Optional.empty();
    }
}
