package dev.gitsync.lock;

import dev.gitsync.model.Space;
import java.time.Duration;
import java.util.Optional;

/** Grants leases on spaces, at most one at a time for each. Safe for use by several threads. */
@FunctionalInterface
public interface SpaceLock {
    /**
     * Requests the lease on a space and waits up to {@code patience} for it; zero means not to wait. The lease is not bound to a
     * thread: any thread may close it. It is not re-entrant.
     *
     * @throws InterruptedException when the thread is interrupted while it waits; nothing is held then
     * @throws dev.gitsync.error.StoreException when the storage of the leases can't be reached
     */
    Attempt acquire(Space space, Duration patience) throws InterruptedException;

    /**
     * Returns which process holds the lease on a space at this moment, for display; empty if the lease is free, or if the lock
     * can't determine it without requesting the lease.
     *
     * @throws dev.gitsync.error.StoreException when the storage of the leases can't be reached
     */
    default Optional<Attempt.Holder> holder(Space space) {
        return Optional.empty();
    }

    /** The outcome of a request for a lease. Contention is an outcome, not an error. */
    sealed interface Attempt {
        /** The lease was granted; close it when the work is done. */
        record Acquired(Lease lease) implements Attempt {}

        /** Another holder kept the lease for as long as the caller was willing to wait. */
        record Busy(Holder holder) implements Attempt {}

        /** The holder of a lease that was not granted. */
        enum Holder {
            /** Another thread of this process. */
            THIS_PROCESS,
            /** Another process. */
            OTHER_PROCESS
        }
    }
}
