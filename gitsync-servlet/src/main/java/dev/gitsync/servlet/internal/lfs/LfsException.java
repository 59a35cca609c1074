package dev.gitsync.servlet.internal.lfs;

import dev.gitsync.servlet.internal.request.ErrorResponse;

/** A request is refused with an error response. */
final class LfsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient LfsResponse response;
    private final boolean bodyRefused;

    LfsException(LfsResponse response) {
        this(response, false);
    }

    private LfsException(LfsResponse response, boolean bodyRefused) {
        super("refused with status " + response.status());
        this.response = response;
        this.bodyRefused = bodyRefused;
    }

    LfsException(ErrorResponse error) {
        this(LfsResponse.of(error));
    }

    /** Creates an exception with a message for the user. */
    LfsException(int status, String message) {
        this(LfsResponse.error(status, message));
    }

    /** Returns an exception for a body that may not be sent, because of what the headers say about it. */
    static LfsException ofBody(LfsResponse response) {
        return new LfsException(response, true);
    }

    LfsResponse response() {
        return response;
    }

    /** Returns whether the body itself is refused. It is not read then: it may be gigabytes. */
    boolean isBodyRefused() {
        return bodyRefused;
    }
}
