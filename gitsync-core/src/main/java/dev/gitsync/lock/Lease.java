package dev.gitsync.lock;

/**
 * The right to work on a space, for a while. It only saves work: what keeps a stale holder from doing harm is the fencing
 * token and the compare-and-set on every write.
 */
public interface Lease extends AutoCloseable {
    /** Greater than the token of every lease granted before for the same space; at least 1. */
    long fencingToken();

    /** Whether the lease is still ours, as far as can be known without asking anyone. Once false, false for ever. */
    boolean isHeld();

    /**
     * Says that a greater token than this lease's was seen for the space, though this one was granted later: whoever grants
     * leases has lost its memory. The next lease has a greater one still.
     */
    default void outdatedBy(long newerToken) {}

    /** Gives the lease back. Never throws, and does nothing the second time; a lost lease of somebody else is not touched. */
    @Override
    void close();
}
