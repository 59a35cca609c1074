package dev.gitsync.lock;

/**
 * The right to work on a space for a limited time. A lease only saves work: the fencing token and the compare-and-set on every
 * write keep a stale holder from doing harm.
 */
public interface Lease extends AutoCloseable {
    /** Returns the fencing token: at least 1, and greater than that of every earlier lease on the same space. */
    long fencingToken();

    /** Returns whether the lease is still held, as far as this process knows without I/O. Once false, it stays false. */
    boolean isHeld();

    /**
     * Reports that a greater token than this lease's was seen for the space, although this lease was granted later: the storage of
     * the leases has lost its state. The next lease gets a token greater than {@code newerToken}.
     */
    default void outdatedBy(long newerToken) {}

    /** Releases the lease. Never throws; idempotent; does not touch the lease of another holder. */
    @Override
    void close();
}
