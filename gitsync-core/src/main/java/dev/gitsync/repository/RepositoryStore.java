package dev.gitsync.repository;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.TransactionDomain;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;

/** Where the bare repositories of the spaces live. Safe for use by several threads. */
public interface RepositoryStore {
    /**
     * Opens the bare repository of a space, creating it first if need be; its {@code HEAD} points to
     * {@code refs/heads/main}. The caller closes it.
     *
     * <p>What is inserted can be read through the same repository once it is flushed. It is durable, and others can read
     * it, at the latest when a ref moves through the same repository. A store that takes pushes from people keeps it to that
     * repository until then, and forgets it if none moves before it is closed, so that nothing is left of a push that is
     * refused.
     *
     * @throws dev.gitsync.error.StoreException when the storage can't be reached or written
     */
    Repository open(Space space);

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
