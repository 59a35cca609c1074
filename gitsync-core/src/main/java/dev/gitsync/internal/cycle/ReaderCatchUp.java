package dev.gitsync.internal.cycle;

import dev.gitsync.internal.state.ConflictRetry;
import dev.gitsync.internal.state.LeaseLostException;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.model.Space;
import dev.gitsync.report.SyncReport;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a catch-up for a waiting reader (law 4):
 *
 * <ol>
 *   <li>Request the lease, and wait for it up to {@link LeaseAvailability#PATIENCE}.
 *   <li>While another thread of this process, which is alive, holds it, retry for as long as the reader's patience
 *       lasts, unless that thread has read what the reader needs.
 *   <li>If another process, which may be dead, keeps the lease, if the lease storage does not answer, or if the lease is
 *       lost, catch up without it ({@link UnleasedCatchUp}).
 *   <li>If the work requires the lease, wait for it with the remaining patience.
 * </ol>
 */
public final class ReaderCatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(ReaderCatchUp.class);

    private final Leases leases;
    private final UnleasedCatchUp unleased;
    private final LeaseAvailability availability;

    /**
     * Creates a catch-up from its components.
     *
     * @param nanoTime a monotonic clock that measures how long ago a reader waited for a lease in vain
     */
    public ReaderCatchUp(Leases leases, UnleasedCatchUp unleased, LongSupplier nanoTime) {
        this.leases = leases;
        this.unleased = unleased;
        this.availability = new LeaseAvailability(nanoTime);
    }

    /** The operations that involve a lease. */
    public interface Leases {
        /** Requests the lease of a space. */
        SpaceLock.Attempt acquire(Space space, Duration patience) throws IOException;

        /** Runs a cycle under a lease and releases it. */
        SyncReport pull(Space space, SpaceLock.Attempt.Acquired lease) throws IOException;

        /** Requests the lease and runs a cycle under it, or skips the cycle. */
        SyncReport pull(Space space, Duration patience) throws IOException;
    }

    /** Catches up, unless another catch-up serves {@code reader} in the meantime. */
    public SyncReport run(Space space, CatchUpCoalescer.Reader reader, Duration patience) throws IOException {
        Duration left = patience;
        Duration wait = min(left, availability.patience(space.id()));
        SpaceLock.Attempt attempt = acquire(space, wait);
        while (isHeldByThisProcess(attempt)) {
            left = left.minus(wait);
            Optional<SyncReport> served = reader.served();
            if (served.isPresent() || left.isZero()) {
                return served.orElseGet(() -> new SyncReport.Skipped(space.id(), SyncReport.Reason.IN_PROGRESS));
            }
            wait = min(left, LeaseAvailability.PATIENCE);
            attempt = acquire(space, wait);
        }
        if (attempt instanceof SpaceLock.Attempt.Acquired acquired) {
            availability.granted(space.id());
            try {
                return leases.pull(space, acquired);
            } catch (LeaseLostException e) {
                ConflictRetry.log(space, 1, e);
            }
        }
        Optional<SyncReport> read = unleased.run(space);
        return read.isPresent() ? read.get() : leases.pull(space, left.minus(wait));
    }

    private SpaceLock.Attempt acquire(Space space, Duration patience) throws IOException {
        if (availability.areSilent()) {
            return new SpaceLock.Attempt.Busy(SpaceLock.Attempt.Holder.OTHER_PROCESS);
        }
        try {
            SpaceLock.Attempt attempt = leases.acquire(space, patience);
            if (attempt.equals(new SpaceLock.Attempt.Busy(SpaceLock.Attempt.Holder.OTHER_PROCESS))
                    && !patience.isZero()) {
                availability.held(space.id());
            }
            return attempt;
        } catch (RuntimeException e) {
            LOG.warn(
                    "Space {}: the lease storage is not available; reading without a lease: {}",
                    space.id(),
                    e.toString());
            availability.silent();
            return new SpaceLock.Attempt.Busy(SpaceLock.Attempt.Holder.OTHER_PROCESS);
        }
    }

    private static boolean isHeldByThisProcess(SpaceLock.Attempt attempt) {
        return attempt instanceof SpaceLock.Attempt.Busy busy && busy.holder() == SpaceLock.Attempt.Holder.THIS_PROCESS;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
