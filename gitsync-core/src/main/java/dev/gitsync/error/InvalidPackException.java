package dev.gitsync.error;

import org.jspecify.annotations.Nullable;

/**
 * The pack of a push is damaged, cut off, or larger than the server takes. The client is at fault: the message is a sentence for the
 * person who pushed, who has read it by the time this is thrown. Nothing was changed.
 */
public final class InvalidPackException extends GitSyncException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong and what to do in {@code message}; {@code cause} is what the parser said. */
    public InvalidPackException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
