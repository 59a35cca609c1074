package dev.gitsync.repository;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
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
     * What is due now and then because of writes, and costs no more than a few of them. The engine asks when it has worked on a
     * space, so the answer must not need the storage; it runs the chore on a thread that nobody waits for, or drops it. The
     * chore must not wait for other processes, and may throw {@link dev.gitsync.error.StoreException} when the storage can't
     * be reached or written; nothing is lost then. By default nothing ever is due.
     */
    default Optional<Runnable> chore(Space space) {
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
     * For each of these spaces a text that is another one after every move of its refs, for all of them together at little
     * cost. Empty if the store can't do that; a space that is left out is looked at by itself.
     */
    default Optional<Map<SpaceId, String>> marks(Collection<Space> spaces) {
        return Optional.empty();
    }

    /**
     * What carries the transactions in which objects and refs are written, if they are part of one that the calling thread
     * has begun; see {@link dev.gitsync.store.PageStore#transactions}. Empty for a store that commits by itself.
     */
    default Optional<Object> transactions() {
        return Optional.empty();
    }
}
