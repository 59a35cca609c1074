package dev.gitsync.lock;

import dev.gitsync.model.Space;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Where leases are kept that several processes share; {@link LeasedSpaceLock} makes a {@link SpaceLock} of it. An owner is a
 * text that no other acquisition has ever used. Time is the storage's own: clocks of processes never meet. Safe for use by
 * several threads; every call throws {@link dev.gitsync.error.StoreException} when the storage can't be asked, and must do so
 * well before a lease runs out.
 */
public interface LeaseStorage {
    /**
     * Grants the lease if it is free, for {@code ttl} from now, and takes {@code owner} out of the queue; answers its fencing
     * token, or nothing if another owner has the lease, or stands before {@code owner} in the queue.
     *
     * @param above a token that was seen somewhere; the new one is greater than this, and than all that were granted before
     *     for the space, also where the storage has lost its memory of them, unless its clock went back meanwhile; then the
     *     first write is turned away, and {@code above} is the token that was in its way
     */
    OptionalLong grant(Space space, String owner, Duration ttl, long above);

    /**
     * Puts {@code owner} at the end of the queue of those that wait for the lease, or keeps the place that it has, for
     * {@code period} from now; then, without another call, the place is lost. By default there is no queue, and chance decides
     * among those that wait; a process whose own threads stand in line may then keep the lease from the others for long.
     */
    default void enqueue(Space space, String owner, Duration period) {}

    /** Lets the lease run for {@code ttl} from now, if {@code owner} still has it; answers whether. */
    boolean renew(Space space, String owner, Duration ttl);

    /** Ends the lease if {@code owner} still has it, and takes {@code owner} out of the queue. */
    void release(Space space, String owner);

    /** Returns whether any owner holds the lease, for display; the answer may be outdated when it arrives. */
    boolean isHeld(Space space);
}
