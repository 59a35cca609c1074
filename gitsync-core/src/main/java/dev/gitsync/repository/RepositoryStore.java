package dev.gitsync.repository;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.pack.PackLimits;
import dev.gitsync.store.TransactionDomain;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the bare repositories of the spaces. A store has to open repositories; all else is optional and has a default. The contract is
 * {@code dev.gitsync.testkit.repository.RepositoryStoreContract}; run it against every implementation. Implementations are safe for use by several
 * threads.
 */
public interface RepositoryStore {
    /**
     * Opens the bare repository of a space, and creates it if it does not exist; its {@code HEAD} points to
     * {@code refs/heads/main}. The caller closes it. {@link SpaceRepository} says what a repository promises; a store that adds
     * nothing to JGit's returns {@link SpaceRepository#of}.
     *
     * @param limits what the repository takes of a pack that it receives, as long as it is open
     * @throws dev.gitsync.error.StoreException when the storage can't be reached or written
     */
    SpaceRepository open(Space space, PackLimits limits);

    /** Opens the repository of a space with the {@linkplain PackLimits#defaults() default limits}, for work that receives no packs. */
    default SpaceRepository open(Space space) {
        return open(space, PackLimits.defaults());
    }

    /**
     * Returns the compaction that recent writes have made due, or empty if none is. The engine asks after each cycle, so the
     * answer must come from memory. It runs the compaction on a background thread, or drops it.
     *
     * <p>A compaction costs no more than a few writes and waits for no other process. It may throw
     * {@link dev.gitsync.error.StoreException} when the storage can't be reached or written; nothing is lost then. By default
     * none is ever due.
     */
    default Optional<Runnable> pendingCompaction(Space space) {
        return Optional.empty();
    }

    /**
     * Whether so much has gathered in the repository of a space that {@link #maintain} is worth its while. Cheap: it is asked
     * of every space again and again.
     */
    default boolean needsMaintenance(Space space) {
        return false;
    }

    /**
     * Puts packs together and deletes what nobody reaches any more, but nothing that came so lately that it may belong to a
     * push or a fetch on its way. Other processes, pushes and fetches go on meanwhile. Answers whether it was done; it is not
     * where somebody else is at it, where too much changed meanwhile, or where a store needs no maintenance.
     *
     * @throws dev.gitsync.error.StoreException when the storage can't be reached or written; nothing is lost then
     * @throws InterruptedException when the thread is interrupted; nothing is lost then either
     */
    default boolean maintain(Space space) throws InterruptedException {
        return false;
    }

    /**
     * Returns an opaque version token for each of these spaces. A token changes whenever a ref of its space moves. Reading all of
     * them must cost little: a poll over thousands of idle spaces is then a handful of queries. Empty if the store has no such
     * tokens; a space that the map does not contain is polled by itself.
     */
    default Optional<Map<SpaceId, String>> versionTokens(Collection<Space> spaces) {
        return Optional.empty();
    }

    /**
     * Returns the transaction domain in which objects and refs are written, if they become part of a transaction that the calling
     * thread has begun; see {@link dev.gitsync.store.PageStore#transactionDomain}. Empty for a store that commits by itself.
     */
    default Optional<TransactionDomain> transactionDomain() {
        return Optional.empty();
    }
}
