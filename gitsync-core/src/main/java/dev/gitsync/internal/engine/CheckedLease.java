package dev.gitsync.internal.engine;

import dev.gitsync.internal.state.LeaseLostException;
import dev.gitsync.lock.Lease;
import dev.gitsync.model.Space;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lease whose failures do no harm: if it can't be checked, it counts as lost, and if it can't be released, the work
 * done under it stays valid. Safe for use by several threads if the lease is.
 */
final class CheckedLease implements Lease {
    private static final Logger LOG = LoggerFactory.getLogger(CheckedLease.class);

    private final Space space;
    private final Lease lease;
    private final long token;
    private volatile boolean isBroken;

    private CheckedLease(Space space, Lease lease, long token) {
        this.space = space;
        this.lease = lease;
        this.token = token;
    }

    /**
     * Checks a newly granted lease.
     *
     * @throws LeaseLostException when it has no token; the lease is then released
     */
    static CheckedLease of(Space space, Lease lease) {
        try {
            return new CheckedLease(space, lease, lease.fencingToken());
        } catch (RuntimeException e) {
            new CheckedLease(space, lease, 0).close();
            throw new LeaseLostException("The lease on space " + space.id() + " has no token", e);
        }
    }

    @Override
    public long fencingToken() {
        return token;
    }

    @Override
    public boolean isHeld() {
        try {
            return !isBroken && lease.isHeld();
        } catch (RuntimeException e) {
            isBroken = true;
            LOG.warn(
                    "Space {}: lease {} failed to report whether it is held and counts as lost: {}",
                    space.id(),
                    token,
                    e.toString());
            return false;
        }
    }

    @Override
    public void outdatedBy(long newerToken) {
        try {
            lease.outdatedBy(newerToken);
        } catch (RuntimeException e) {
            LOG.warn(
                    "Space {}: lease {} could not be notified of token {}: {}",
                    space.id(),
                    token,
                    newerToken,
                    e.toString());
        }
    }

    @Override
    public void close() {
        try {
            lease.close();
        } catch (RuntimeException | Error e) {
            LOG.warn("Space {}: lease {} could not be released: {}", space.id(), token, e.toString());
        }
    }
}
