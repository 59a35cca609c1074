package dev.gitsync.lock;

import dev.gitsync.model.Space;
import java.time.Duration;
import java.util.Optional;

/** Grants leases on spaces, at most one at a time for each. Safe for use by several threads. */
@FunctionalInterface
public interface SpaceLock {
    /**
     * Asks for the lease on a space and waits for it up to {@code patience}; zero means not at all. The lease belongs to
     * nobody's thread: any thread may close it. A lease is not re-entrant.
     *
     * @throws InterruptedException when the thread is interrupted while it waits; nothing is held then
     * @throws dev.gitsync.error.StoreException when whoever keeps the leases can't be asked
     */
    Attempt acquire(Space space, Duration patience) throws InterruptedException;

    /**
     * Who has the lease on a space at this moment, for people who look; or nothing if nobody has it, or if that can't be
     * told without asking for the lease.
     *
     * @throws dev.gitsync.error.StoreException when whoever keeps the leases can't be asked
     */
    default Optional<Attempt.Holder> holder(Space space) {
        return Optional.empty();
    }

    /** The outcome of asking for a lease. Contention is an outcome, not an error. */
    sealed interface Attempt {
        /** The lease is ours; close it when the work is done. */
        record Acquired(Lease lease) implements Attempt {}

        /** Somebody else works on the space, and went on doing so until our patience ended. */
        record Busy(Holder holder) implements Attempt {}

        /** Who holds a lease that we could not get. */
        enum Holder {
            /** Another thread of this process. */
            THIS_PROCESS,
            /** Another process. */
            OTHER_PROCESS
        }
    }
}
