package dev.gitsync.internal.state;

import dev.gitsync.lock.Lease;
import dev.gitsync.store.ApplyContext;
import java.io.IOException;

/**
 * Replaces the lease of a reader that has none. It never writes to the wiki, and in the repository compare-and-set
 * decides: a holder of the lease that wrote meanwhile makes the reader start again, and vice versa. So that it is
 * never taken for a newer holder, it does not change the fencing token of the last holder.
 *
 * @param interference checked before each write: whether a push has been announced meanwhile, which would be dropped if
 *     the refs moved under it
 */
public record NoLease(Interference interference) implements Lease {
    public interface Interference {
        boolean isThere() throws IOException;
    }

    @Override
    public long fencingToken() {
        return ApplyContext.UNFENCED;
    }

    @Override
    public boolean isHeld() {
        return true;
    }

    @Override
    public void close() {}
}
