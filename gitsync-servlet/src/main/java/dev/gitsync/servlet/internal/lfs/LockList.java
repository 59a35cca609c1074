package dev.gitsync.servlet.internal.lfs;

import dev.gitsync.access.WikiUser;
import dev.gitsync.lfs.LfsLock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Some of the locks of a space.
 *
 * @param locks the locks
 * @param nextCursor the cursor for the locks that follow, if there are more
 */
record LockList(List<LfsLock> locks, Optional<String> nextCursor) {
    /** Reads at most {@code limit} locks after a cursor, which is the id of a lock. */
    static LockList read(LfsRequest request, @Nullable String cursor, int limit) {
        List<LfsLock> found = request.files().locks().list(request.space().id(), cursor, limit + 1);
        return found.size() <= limit
                ? new LockList(found, Optional.empty())
                : new LockList(
                        found.subList(0, limit),
                        Optional.of(found.get(limit - 1).id()));
    }

    /** Returns the locks of a user, or those of all others. */
    Stream<LfsLock> of(WikiUser user, boolean isOwn) {
        return locks.stream().filter(lock -> lock.owner().user().equals(user.id()) == isOwn);
    }
}
