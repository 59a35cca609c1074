package dev.gitsync.lock;

import dev.gitsync.model.Space;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Stores leases that several processes share; {@link LeasedSpaceLock} builds a {@link SpaceLock} on it. An owner is a
 * text that no other acquisition has ever used. Only the storage's clock counts; clocks of processes are never compared. Safe for use by
 * several threads; every call throws {@link dev.gitsync.error.StoreException} when the storage can't be reached, and must do so
 * well before a lease expires.
 */
public interface LeaseStorage {
    /**
     * Grants the lease if it is free, for {@code ttl} from now, and removes {@code owner} from the queue. Returns its fencing
     * token, or empty if another owner has the lease, or is before {@code owner} in the queue.
     *
     * @param above a token that the caller has seen. The new token is greater than this one and than all tokens granted
     *     for the space before, even if the storage has lost them. Only if the clock of the storage was set back
     *     meanwhile may it be too small; the first write is then rejected, and the next call passes the token that
     *     caused the rejection
     */
    OptionalLong grant(Space space, String owner, Duration ttl, long above);

    /**
     * Adds {@code owner} to the end of the queue for the lease, or keeps the place that it has, for {@code period} from
     * now; without another call by then, the place is lost. The default has no queue: waiting owners then get the lease
     * in random order, and a process with many waiting threads may delay other processes for a long time.
     */
    default void enqueue(Space space, String owner, Duration period) {}

    /** Extends the lease to {@code ttl} from now, if {@code owner} still holds it, and returns whether it did. */
    boolean renew(Space space, String owner, Duration ttl);

    /** Releases the lease if {@code owner} still holds it, and removes {@code owner} from the queue. */
    void release(Space space, String owner);

    /** Returns whether any owner holds the lease, for display; the result may be outdated when it arrives. */
    boolean isHeld(Space space);
}
