package dev.gitsync.repository;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.pack.PackLimits;
import dev.gitsync.store.TransactionDomain;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the bare repositories of the spaces. A store must implement {@link #open}; all other methods have a default. The
 * contract is {@code dev.gitsync.testkit.repository.RepositoryStoreContract}; run it against every implementation.
 * Implementations are safe for use by several threads.
 */
public interface RepositoryStore {
    /**
     * Opens the bare repository of a space, and creates it if it does not exist; its {@code HEAD} points to
     * {@code refs/heads/main}. The caller closes it. {@link SpaceRepository} says what a repository promises; a store that adds
     * nothing to JGit's returns {@link SpaceRepository#of}.
     *
     * @param limits the limits for packs that the repository receives while it is open
     * @throws dev.gitsync.error.StoreException when the storage can't be reached or written
     */
    SpaceRepository open(Space space, PackLimits limits);

    /** Opens the repository of a space with the {@linkplain PackLimits#defaults() default limits}, for work that receives no packs. */
    default SpaceRepository open(Space space) {
        return open(space, PackLimits.defaults());
    }

    /**
     * Returns the compaction that recent writes have made due, or empty if none is. The engine calls this after each cycle, so
     * the result must come from memory. The engine runs the compaction on a background thread, or drops it.
     *
     * <p>A compaction costs no more than a few writes and waits for no other process. It may throw {@link
     * dev.gitsync.error.StoreException} when the storage can't be reached or written; the repository then remains
     * intact. The default returns empty.
     */
    default Optional<Runnable> pendingCompaction(Space space) {
        return Optional.empty();
    }

    /**
     * Returns whether the repository of a space needs {@link #maintain}. Must be cheap: the engine calls this regularly for
     * every space.
     */
    default boolean needsMaintenance(Space space) {
        return false;
    }

    /**
     * Combines packs and deletes unreachable objects, except those so recent that they may belong to a push or a fetch
     * in progress. Other processes, pushes and fetches continue meanwhile. Returns whether the maintenance was done:
     * false if another thread or process maintains the repository, if concurrent writes changed too much meanwhile, or
     * if the store needs no maintenance.
     *
     * @throws dev.gitsync.error.StoreException when the storage can't be reached or written; the repository remains
     *     intact
     * @throws InterruptedException when the thread is interrupted; the repository remains intact
     */
    default boolean maintain(Space space) throws InterruptedException {
        return false;
    }

    /**
     * Returns the ids of all spaces that have a repository and whose ids begin with {@code prefix}, in no order. The engine calls this
     * once per maintenance interval. The default returns none.
     *
     * @throws dev.gitsync.error.StoreException when the storage can't be reached
     */
    default List<SpaceId> withPrefix(String prefix) {
        return List.of();
    }

    /**
     * Removes the repository of a space with all of its objects and refs; does nothing if there is none. The engine calls this only for
     * repositories of mirrors that were removed. If a removal is interrupted, {@link #withPrefix} still lists what is left, and
     * another call removes it. The default does nothing.
     *
     * @throws dev.gitsync.error.StoreException when the storage can't be reached or written
     */
    default void remove(Space space) {}

    /**
     * Returns an opaque version token for each of these spaces. A token changes whenever a ref of its space moves.
     * Reading all of them must be cheap: a poll over thousands of idle spaces reads them in one call. Returns empty if
     * the store has no such tokens. A space that the map does not contain is polled individually.
     */
    default Optional<Map<SpaceId, String>> versionTokens(Collection<Space> spaces) {
        return Optional.empty();
    }

    /**
     * Returns the transaction domain in which objects and refs are written, if they become part of a transaction that the
     * calling thread has begun; see {@link dev.gitsync.store.PageStore#transactionDomain}. Returns empty for a store that
     * commits by itself.
     */
    default Optional<TransactionDomain> transactionDomain() {
        return Optional.empty();
    }
}
