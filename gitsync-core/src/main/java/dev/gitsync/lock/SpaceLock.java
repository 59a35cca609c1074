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
    LockAttempt acquire(Space space, Duration patience) throws InterruptedException;

    /**
     * Who has the lease on a space at this moment, for people who look; or nothing if nobody has it, or if that can't be
     * told without asking for the lease.
     *
     * @throws dev.gitsync.error.StoreException when whoever keeps the leases can't be asked
     */
    default Optional<LockAttempt.Holder> holder(Space space) {
        return Optional.empty();
    }
}
