package dev.gitsync.servlet.identity;

/** What somebody may do with a space. Each value allows what the one before it allows. */
public enum Access {
    /** Nothing; to this person the space looks exactly like one that does not exist. */
    NONE,
    /** Clone and fetch. */
    READ,
    /** Clone, fetch and push. */
    WRITE,
    /** All that, and let a push delete more pages than the guard lets pass: {@code git push -o gitsync.allow-deletes=N}. */
    MAINTAIN;

    /** Whether this is at least {@code needed}. */
    public boolean allows(Access needed) {
        return compareTo(needed) >= 0;
    }

    /** What both this and {@code other} allow. */
    public Access atMost(Access other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
