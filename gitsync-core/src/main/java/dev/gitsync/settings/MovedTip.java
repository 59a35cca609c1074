package dev.gitsync.settings;

/** What becomes of a push when {@code main} moved on between the pusher's look at it and the arrival of the push. */
public enum MovedTip {
    /** Changes to other places are merged on the server; where both changed the same lines, the push is refused. */
    MERGE,
    /** The push is refused with git's own "fetch first", as a plain git server does. */
    REFUSE
}
