package dev.gitsync.lock;

/** The outcome of asking for a lease. Contention is an outcome, not an error. */
public sealed interface LockAttempt {
    /** The lease is ours; close it when the work is done. */
    record Acquired(Lease lease) implements LockAttempt {}

    /** Somebody else works on the space, and went on doing so until our patience ended. */
    record Busy(Holder holder) implements LockAttempt {}

    /** Who holds a lease that we could not get. */
    enum Holder {
        /** Another thread of this process. */
        THIS_PROCESS,
        /** Another process. */
        OTHER_PROCESS
    }
}
