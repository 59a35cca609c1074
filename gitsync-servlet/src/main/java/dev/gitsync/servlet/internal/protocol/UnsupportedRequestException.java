package dev.gitsync.servlet.internal.protocol;

import java.io.IOException;

/** A request is well-formed and asks for what this server does not do. The message tells the client what to do instead. */
public final class UnsupportedRequestException extends IOException {
    private static final long serialVersionUID = 1L;

    UnsupportedRequestException(String message) {
        super(message);
    }
}
