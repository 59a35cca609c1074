package dev.gitsync.ssh.internal.git;

import dev.gitsync.internal.server.Refusal;
import java.io.IOException;

/** A command is refused. The message tells the client why, and what to do. */
public final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    /** Creates an exception with a message for the client. */
    public RefusedException(String message) {
        super(message);
        this.sentence = message;
    }

    RefusedException(Refusal refusal) {
        this(refusal.message());
    }

    /** Returns the message for the client. */
    public String sentence() {
        return sentence;
    }
}
