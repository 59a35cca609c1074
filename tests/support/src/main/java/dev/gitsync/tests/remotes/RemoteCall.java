package dev.gitsync.tests.remotes;

/** What a mirror asks of its remote. */
public enum RemoteCall {
    /** A connection is made. */
    CONNECT,
    /** The branches are read. */
    HEADS,
    /** Commits are fetched. */
    FETCH,
    /** A branch is moved. */
    PUSH
}
