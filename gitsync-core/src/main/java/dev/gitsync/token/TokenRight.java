package dev.gitsync.token;

/** The most that somebody may do with a token, whatever more the user may do. */
public enum TokenRight {
    /** Clone and fetch. */
    READ,
    /** Clone, fetch and push. */
    WRITE
}
