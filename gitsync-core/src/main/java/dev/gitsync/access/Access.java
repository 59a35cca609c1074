package dev.gitsync.access;

/** The access of a user to a space. Each value includes the values before it. */
public enum Access {
    /** No access. For this user the space looks exactly like one that does not exist. */
    NONE,
    /** Clone and fetch. */
    READ,
    /** Clone, fetch and push. */
    WRITE,
    /** Clone, fetch and push, and exceed the delete guard: {@code git push -o gitsync.allow-deletes=N}. */
    MAINTAIN;

    /** Returns whether this is at least {@code needed}. */
    public boolean allows(Access needed) {
        return compareTo(needed) >= 0;
    }

    /** Returns the lower of this and {@code other}. */
    public Access atMost(Access other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
