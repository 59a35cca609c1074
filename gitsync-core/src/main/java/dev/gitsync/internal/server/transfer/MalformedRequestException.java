package dev.gitsync.internal.server.transfer;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The body of a request violates the git protocol or is incomplete. The client or the connection is at fault. */
public final class MalformedRequestException extends IOException {
    private static final long serialVersionUID = 1L;

    public MalformedRequestException(String message) {
        this(message, null);
    }

    public MalformedRequestException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
