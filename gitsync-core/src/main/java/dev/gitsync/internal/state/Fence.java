package dev.gitsync.internal.state;

import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.lock.Lease;
import dev.gitsync.model.Space;
import java.io.IOException;

/**
 * Stops work whose lease is lost, before its next write.
 *
 * @param budget the remaining budget of the cycle; it is spent before the commit point only, so that a write is never cut short
 */
public record Fence(Space space, Lease lease, WorkBudget budget) {
    /** Returns the fencing token that is passed to every write. */
    public long token() {
        return lease.fencingToken();
    }

    /** Returns whether the fence has a lease, unlike that of a reader without one. */
    boolean isLeased() {
        return !(lease instanceof NoLease);
    }

    /** Marks the index as written under this lease, if there is one. Call before each write. */
    public void stamp(SpaceIndex index) throws IOException {
        if (lease instanceof NoLease reader) {
            if (reader.interference().isThere()) {
                throw new ConcurrentUpdateException("A push of space " + space.id() + " was announced meanwhile");
            }
            return;
        }
        if (index.head().fence() > token()) {
            outdatedBy(index.head().fence());
            throw new LeaseLostException("Space " + space.id() + " was written under lease "
                    + index.head().fence() + " while this work still held lease " + token());
        }
        check();
        index.head().fence(token());
    }

    /** Reports a write under a newer lease. If ours is still held, the issuer of the leases must learn of it. */
    public void outdatedBy(long newerToken) {
        if (lease.isHeld()) {
            lease.outdatedBy(newerToken);
        }
    }

    /** @throws LeaseLostException when the lease is no longer held */
    public void check() {
        if (!lease.isHeld()) {
            throw new LeaseLostException("The lease " + token() + " on space " + space.id() + " was lost");
        }
    }
}
