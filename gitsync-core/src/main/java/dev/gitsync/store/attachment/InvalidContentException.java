package dev.gitsync.store.attachment;

import java.io.IOException;

/** Contents that do not have the hash or the size that was stated for them. Nothing was stored. */
public class InvalidContentException extends IOException {
    private static final long serialVersionUID = 1;

    /** Creates the exception; {@code message} states what was expected and what was found. */
    public InvalidContentException(String message) {
        super(message);
    }
}
