package dev.gitsync.error;

/**
 * The operator has to decide what to do; the message says what to check and what to run. Nothing was
 * changed. The same call fails until the operator has acted.
 */
public final class OperatorNeededException extends GitSyncException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception whose message says what to check, and what to run. */
    public OperatorNeededException(String message) {
        super(message, null);
    }
}
