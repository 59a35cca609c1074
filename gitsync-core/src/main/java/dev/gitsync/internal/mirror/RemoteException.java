package dev.gitsync.internal.mirror;

import dev.gitsync.mirror.MirrorReport.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The remote of a mirror could not be used. Says how the run ends, and tells the operator why. */
public final class RemoteException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;
    private final transient List<String> details;

    /**
     * Creates an exception.
     *
     * @param sentence one sentence for the operator, without secrets
     * @param details what the remote said, cleaned of control characters; possibly empty
     */
    public RemoteException(Outcome outcome, String sentence, List<String> details, @Nullable Throwable cause) {
        super(sentence, cause);
        this.outcome = outcome;
        this.details = List.copyOf(details);
    }

    /** Returns the outcome of the run. */
    public Outcome outcome() {
        return outcome;
    }

    /** Returns what the remote said. */
    public List<String> details() {
        return details;
    }
}
