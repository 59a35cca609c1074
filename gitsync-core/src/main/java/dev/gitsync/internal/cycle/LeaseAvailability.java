package dev.gitsync.internal.cycle;

import dev.gitsync.internal.work.LruMap;
import dev.gitsync.model.SpaceId;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for {@link #MEMORY} that a reader waited in vain for a lease of another process, or that the lease storage
 * did not answer, so that the next readers do not wait again: the second request of the same fetch, and concurrent
 * requests. The memory is short because by then another process may hold the lease and release it soon. Safe for use by
 * several threads.
 */
final class LeaseAvailability {
    /** The time that a reader waits for the lease of another process, which may be dead. */
    static final Duration PATIENCE = Duration.ofMillis(500);

    /** Longer than the interval between the requests of one fetch. */
    private static final Duration MEMORY = Duration.ofSeconds(3);

    private static final int MOST_SPACES = 10_000;

    private final LongSupplier nanoTime;
    private final LruMap<SpaceId, Long> held = new LruMap<>(MOST_SPACES);
    private volatile @Nullable Long silent;

    LeaseAvailability(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Records that another process kept the lease of a space during a wait that has just ended. */
    void held(SpaceId space) {
        held.put(space, nanoTime.getAsLong());
    }

    /** Records that the lease of a space was granted. */
    void granted(SpaceId space) {
        held.remove(space);
    }

    /** Records that the lease storage did not answer. */
    void silent() {
        silent = nanoTime.getAsLong();
    }

    /** Returns whether the lease storage recently failed to answer. */
    boolean areSilent() {
        Long since = silent;
        return since != null && isRecent(since);
    }

    /** Returns how long to wait for the lease of a space. */
    Duration patience(SpaceId space) {
        return held.get(space).filter(this::isRecent).isPresent() ? Duration.ZERO : PATIENCE;
    }

    private boolean isRecent(long since) {
        return nanoTime.getAsLong() - since < MEMORY.toNanos();
    }
}
