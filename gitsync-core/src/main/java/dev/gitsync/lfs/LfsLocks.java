package dev.gitsync.lfs;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.SpaceId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Locks, lists and unlocks files. The caller checks that the user may push to the space. Safe for use by several threads.
 */
public final class LfsLocks {
    /** The maximum number of locks of a space. */
    public static final int MOST_PER_SPACE = 10_000;

    /** The maximum number of locks that {@link #list} returns. */
    public static final int MOST_PER_LIST = 1_000;

    private final LfsLockStore store;
    private final Clock clock;

    /** Creates a service that keeps locks in {@code store}. */
    public LfsLocks(LfsLockStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Locks a file, unless it is locked, by this or another user.
     *
     * @throws InvalidInputException when the path is not that of a file, or the space has too many locks; the message is for the user
     */
    public LockAttempt lock(SpaceId space, String path, LfsLock.Owner owner) {
        LfsLock lock = new LfsLock(
                UUID.randomUUID().toString(), path, owner, clock.instant().truncatedTo(ChronoUnit.SECONDS));
        if (store.count(space) >= MOST_PER_SPACE && ofPath(space, path).isEmpty()) {
            throw new InvalidInputException(
                    "This space has " + MOST_PER_SPACE + " locked files, which is the maximum. Unlock a file first.");
        }
        return store.add(space, lock)
                .map(existing -> new LockAttempt(existing, false))
                .orElseGet(() -> new LockAttempt(lock, true));
    }

    /**
     * The result of an attempt to lock a file.
     *
     * @param lock the lock of the file
     * @param isNew whether the attempt succeeded; otherwise the file was locked before
     */
    public record LockAttempt(LfsLock lock, boolean isNew) {}

    /** Returns the lock with this id. */
    public Optional<LfsLock> find(SpaceId space, String id) {
        return LfsLock.isId(id) ? store.find(space, id) : Optional.empty();
    }

    /** Returns the lock of the file at this path. */
    public Optional<LfsLock> ofPath(SpaceId space, String path) {
        return LfsLock.isPath(path) ? store.ofPath(space, path) : Optional.empty();
    }

    /**
     * Returns at most {@code limit} locks of a space by ascending id, and never more than {@link #MOST_PER_LIST}.
     *
     * @param after the last id of the previous list; null or empty for the first
     * @throws InvalidInputException when no lock can have this id; the message is for the user
     */
    public List<LfsLock> list(SpaceId space, @Nullable String after, int limit) {
        if (after != null && !after.isEmpty() && !LfsLock.isId(after)) {
            throw new InvalidInputException("The cursor is not one of this server. Begin with the first list.");
        }
        return store.list(space, after, Math.max(1, Math.min(limit, MOST_PER_LIST)));
    }

    /** Unlocks a file for its owner or, if the request is forced, for any user. */
    public UnlockResult unlock(SpaceId space, String id, UnlockRequest request) {
        Optional<LfsLock> lock = find(space, id);
        if (lock.isEmpty()) {
            return new UnlockResult.NotFound();
        } else if (!request.isForced() && !lock.get().owner().user().equals(request.user())) {
            return new UnlockResult.NotOwner(lock.get());
        }
        return store.remove(space, id) ? new UnlockResult.Unlocked(lock.get()) : new UnlockResult.NotFound();
    }

    /**
     * Who unlocks a file.
     *
     * @param user the wiki's id of the user
     * @param isForced whether the lock may belong to another user
     */
    public record UnlockRequest(String user, boolean isForced) {}
}
