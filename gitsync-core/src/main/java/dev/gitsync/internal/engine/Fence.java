package dev.gitsync.internal.engine;

import dev.gitsync.error.LeaseLostException;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.lock.Lease;
import dev.gitsync.model.Space;

/**
 * Stops work whose lease is gone, before its next write.
 *
 * @param budget what the cycle may still do; it is spent before the commit point only, so that a write is never cut short
 */
record Fence(Space space, Lease lease, WorkBudget budget) {
    /** The token that goes with every write. */
    long token() {
        return lease.fencingToken();
    }

    /** Marks the index as written under this lease. Call before each write. */
    void stamp(SpaceIndex index) {
        if (index.head().fence() > token()) {
            outdatedBy(index.head().fence());
            throw new LeaseLostException("Space " + space.id() + " was written under lease "
                    + index.head().fence() + " while this work still held lease " + token());
        }
        check();
        index.head().fence(token());
    }

    /** Says that somebody wrote under a newer lease. If ours is held all the same, whoever grants leases must know. */
    void outdatedBy(long newerToken) {
        if (lease.isHeld()) {
            lease.outdatedBy(newerToken);
        }
    }

    /** @throws LeaseLostException when the lease is not ours any more */
    void check() {
        if (!lease.isHeld()) {
            throw new LeaseLostException("The lease " + token() + " on space " + space.id() + " was lost");
        }
    }
}
