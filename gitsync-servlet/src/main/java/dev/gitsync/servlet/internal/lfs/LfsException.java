package dev.gitsync.servlet.internal.lfs;

import dev.gitsync.servlet.internal.request.ErrorResponse;

/** A request is refused with an error response. */
final class LfsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient LfsResponse response;

    LfsException(LfsResponse response) {
        super("refused with status " + response.status());
        this.response = response;
    }

    LfsException(ErrorResponse error) {
        this(LfsResponse.of(error));
    }

    /** Creates an exception with a message for the user. */
    LfsException(int status, String message) {
        this(LfsResponse.error(status, message));
    }

    LfsResponse response() {
        return response;
    }
}
