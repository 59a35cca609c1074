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

    /** Gives the lease back. Never throws, and does nothing the second time; a lost lease of somebody else is not touched. */
    @Override
    void close();
}
