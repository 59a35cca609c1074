package dev.gitsync.internal.cycle;

import dev.gitsync.internal.work.LruMap;
import dev.gitsync.model.SpaceId;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for {@link #MEMORY} that a reader waited in vain for a lease of another process, or that the storage of the leases did
 * not answer, so that the next readers do not wait for the same again: the two requests of one fetch, and those of others beside
 * it. Not for longer, since another process may have the lease by then, which gives it back soon. Safe for use by several threads.
 */
final class LeaseAvailability {
    /** How long a reader waits for the lease of another process, which may be dead. */
    static final Duration PATIENCE = Duration.ofMillis(500);

    /** Longer than the requests of one fetch are apart. */
    private static final Duration MEMORY = Duration.ofSeconds(3);

    private static final int MOST_SPACES = 10_000;

    private final LongSupplier nanoTime;
    private final LruMap<SpaceId, Long> held = new LruMap<>(MOST_SPACES);
    private volatile @Nullable Long silent;

    LeaseAvailability(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Notes that another process kept the lease of a space; the time counts from when that was waited for. */
    void held(SpaceId space) {
        held.put(space, nanoTime.getAsLong());
    }

    /** Notes that the lease of a space was given. */
    void granted(SpaceId space) {
        held.remove(space);
    }

    /** Notes that leases can't be asked for. */
    void silent() {
        silent = nanoTime.getAsLong();
    }

    /** Whether leases could not be asked for a moment ago. */
    boolean areSilent() {
        Long since = silent;
        return since != null && isRecent(since);
    }

    /** How long the lease of a space is worth waiting for. */
    Duration patience(SpaceId space) {
        return held.get(space).filter(this::isRecent).isPresent() ? Duration.ZERO : PATIENCE;
    }

    private boolean isRecent(long since) {
        return nanoTime.getAsLong() - since < MEMORY.toNanos();
    }
}
