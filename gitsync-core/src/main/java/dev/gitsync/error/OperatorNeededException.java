package dev.gitsync.error;

/**
 * The server does not decide by itself what is to be done; the message tells the operator what to look at, and what to run. Nothing was
 * changed. The same call fails again until the operator has acted.
 */
public final class OperatorNeededException extends GitSyncException {
    private static final long serialVersionUID = 1L;

    /** Says in {@code message} what to look at, and what to run. */
    public OperatorNeededException(String message) {
        super(message, null);
    }
}
