package dev.gitsync.internal.mirror.remote;

import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.work.LruMap;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.RemoteUrl;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Remembers which fetches exceeded a limit: as long as the remote is where it was, the next run would receive the same gigabytes again,
 * for the same end. A fetch is tried again after an hour, because a remote may pack its objects anew, and when the operator asks for
 * a run. Safe for use by several threads.
 */
final class TooLargeFetches {
    private static final Duration KEPT = Duration.ofHours(1);
    private static final int MOST_MIRRORS = 1_000;

    private final LruMap<MirrorId, Refused> last = new LruMap<>(MOST_MIRRORS);
    private final LongSupplier nanoTime;

    TooLargeFetches(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * A fetch.
     *
     * @param want the commit
     * @param have what need not be sent
     */
    record Fetch(RemoteUrl url, ObjectId want, Set<ObjectId> have) {}

    private record Refused(Fetch fetch, RemoteException why, long time) {}

    /** Throws what ended the same fetch of a mirror if it exceeded a limit within the last hour. */
    void check(MirrorId mirror, Fetch fetch) throws RemoteException {
        Optional<Refused> refused = last.get(mirror)
                .filter(found -> found.fetch().equals(fetch))
                .filter(found -> nanoTime.getAsLong() - found.time() < KEPT.toNanos());
        if (refused.isPresent()) {
            RemoteException why = refused.get().why();
            throw new RemoteException(why.outcome(), String.valueOf(why.getMessage()), why.details(), why);
        }
    }

    /** Notes how a fetch failed. */
    void failed(MirrorId mirror, Fetch fetch, RemoteException why) {
        if (why.outcome() == Outcome.TOO_LARGE) {
            last.put(mirror, new Refused(fetch, why, nanoTime.getAsLong()));
        }
    }

    /** Lets the next fetch of a mirror be tried. */
    void forget(Mirror mirror) {
        last.remove(mirror.id());
    }
}
