package dev.gitsync.settings;

/** When a push is answered with {@code ok}. */
public enum Acceptance {
    /** Once its pages are committed in the wiki. */
    TRANSACTIONAL,
    /**
     * Once its commits are durable on {@code main}; the next cycle writes the pages. The answer says that they are still to
     * come. Where somebody edits the same page in between, {@link ConflictPolicy} decides, since the pusher is gone.
     */
    DURABLE
}
