package dev.gitsync.internal.pull;

import dev.gitsync.model.Change;

/** A change of the wiki can't be imported because of its page or attachment. The caller must discard the work in progress. */
final class PageFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Change change;
    private final String reason;

    PageFailedException(Change change, Throwable cause) {
        super(change.id() + " can't be imported at version " + change.version(), cause);
        this.change = change;
        this.reason = cause.getClass().getSimpleName();
    }

    Change change() {
        return change;
    }

    /** Returns the kind of error, without its text, which may quote the page. */
    String reason() {
        return reason;
    }
}
