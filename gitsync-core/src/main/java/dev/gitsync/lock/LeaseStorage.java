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
     * Grants the lease if nobody has it, for {@code ttl} from now; answers its fencing token, or nothing if somebody has it.
     *
     * @param above a token that was seen somewhere; the new one is greater than this, and than all that were granted before
     *     for the space, also where the storage has lost its memory of them, unless its clock went back meanwhile; then the
     *     first write is turned away, and {@code above} is the token that was in its way
     */
    OptionalLong grant(Space space, String owner, Duration ttl, long above);

    /** Lets the lease run for {@code ttl} from now, if {@code owner} still has it; answers whether. */
    boolean renew(Space space, String owner, Duration ttl);

    /** Ends the lease if {@code owner} still has it. */
    void release(Space space, String owner);

    /** Whether anybody has the lease, for people who look: by the time of the answer it may be otherwise. */
    boolean isHeld(Space space);
}
