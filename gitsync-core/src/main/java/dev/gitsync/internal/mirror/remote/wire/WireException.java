package dev.gitsync.internal.mirror.remote.wire;

import dev.gitsync.mirror.MirrorReport.Outcome;
import java.io.IOException;
import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A failure of a remote that says how the run ends, thrown where only {@link IOException} may be thrown. */
public final class WireException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;
    private final transient List<String> details;

    /** Creates an exception without words of the remote. */
    public WireException(Outcome outcome, String sentence) {
        this(outcome, sentence, List.of(), null);
    }

    /**
     * Creates an exception.
     *
     * @param sentence one sentence for the operator
     * @param details what the remote said, as {@link RemoteWords} cleaned it
     */
    public WireException(Outcome outcome, String sentence, List<String> details, @Nullable Throwable cause) {
        super(sentence, cause);
        this.outcome = outcome;
        this.details = List.copyOf(details);
    }

    /** Returns how the run ends. */
    public Outcome outcome() {
        return outcome;
    }

    /** Returns the sentence for the operator. */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** Returns what the remote said. */
    public List<String> details() {
        return details;
    }
}
