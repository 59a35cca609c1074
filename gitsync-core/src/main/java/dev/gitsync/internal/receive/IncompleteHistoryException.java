package dev.gitsync.internal.receive;

import org.eclipse.jgit.lib.ObjectId;

/** A commit of a push is missing: the clone is broken or shallow. */
public final class IncompleteHistoryException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String sentence;

    IncompleteHistoryException(ObjectId missing) {
        super(missing.name());
        sentence = "Commit " + PushProblems.shortened(missing) + " is missing from the push.";
    }

    /** Returns a sentence that says what is missing. */
    public String sentence() {
        return sentence;
    }
}
