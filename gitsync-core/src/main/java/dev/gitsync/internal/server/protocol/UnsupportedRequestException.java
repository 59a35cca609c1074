package dev.gitsync.internal.server.protocol;

import java.io.IOException;

/** A well-formed request for something that the server does not support. The message tells the client what to do instead. */
public final class UnsupportedRequestException extends IOException {
    private static final long serialVersionUID = 1L;

    UnsupportedRequestException(String message) {
        super(message);
    }
}
