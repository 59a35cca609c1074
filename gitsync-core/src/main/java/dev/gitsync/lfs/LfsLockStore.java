package dev.gitsync.lfs;

import dev.gitsync.model.SpaceId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores the locks of files. A path of a space has at most one lock. Implementations are safe for use by several threads and
 * processes. Every method throws {@link dev.gitsync.error.StoreException} when the storage can't be reached. The contract is {@code
 * dev.gitsync.testkit.lfs.LfsLockStoreContract}.
 */
public interface LfsLockStore {
    /**
     * Stores a lock, unless its path is locked: then returns that lock, and stores nothing. Of several calls at the same time for
     * one path, one stores its lock.
     *
     * @param lock the lock, with an id that is not in use
     */
    Optional<LfsLock> add(SpaceId space, LfsLock lock);

    /** Returns the lock with this id. */
    Optional<LfsLock> find(SpaceId space, String id);

    /** Returns the lock of the file at this path, which is compared character by character. */
    Optional<LfsLock> ofPath(SpaceId space, String path);

    /**
     * Returns at most {@code limit} locks by ascending id, in the order of their characters.
     *
     * @param after the last id of the previous batch, which need not exist any more, or null for the first batch
     */
    List<LfsLock> list(SpaceId space, @Nullable String after, int limit);

    /** Returns the number of locks of a space. */
    int count(SpaceId space);

    /** Removes a lock. Returns whether it was there; of several calls at the same time, one returns true. */
    boolean remove(SpaceId space, String id);
}
