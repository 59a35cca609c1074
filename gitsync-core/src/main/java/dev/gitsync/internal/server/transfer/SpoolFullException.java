package dev.gitsync.internal.server.transfer;

import java.io.IOException;

/** There is no space for a request body. A later attempt may succeed. */
public final class SpoolFullException extends IOException {
    private static final long serialVersionUID = 1L;

    SpoolFullException(String message) {
        super(message);
    }

    SpoolFullException(String message, IOException cause) {
        super(message, cause);
    }
}
