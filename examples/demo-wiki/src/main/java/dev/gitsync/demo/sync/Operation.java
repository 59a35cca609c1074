package dev.gitsync.demo.sync;

/** What an operator can ask of a space. */
public enum Operation {
    /** Bring in what the wiki has, now. */
    SYNC,
    /** Say what that would do. */
    PLAN,
    /** Prove that {@code main} is the wiki. */
    VERIFY
}
