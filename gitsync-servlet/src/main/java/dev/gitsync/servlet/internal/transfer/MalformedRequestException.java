package dev.gitsync.servlet.internal.transfer;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The body of a request is not what git's protocol says it should be, or ends in its middle. The client's mistake, or the connection's. */
public final class MalformedRequestException extends IOException {
    private static final long serialVersionUID = 1L;

    public MalformedRequestException(String message) {
        this(message, null);
    }

    public MalformedRequestException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
