package dev.gitsync.error;

import org.jspecify.annotations.Nullable;

/**
 * The pack of a push is damaged, cut off, or larger than the server accepts. The client caused this, and has already
 * received the message. Nothing was changed.
 */
public final class InvalidPackException extends GitSyncException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception whose message says what is wrong and what to do; {@code cause} is the exception of the
     * parser.
     */
    public InvalidPackException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
