package dev.gitsync.repository.pack;

import java.io.IOException;

/** Thrown while a pack comes in that exceeds its {@link PackLimits}. */
public final class PackLimitException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Limit limit;

    PackLimitException(Limit limit, String message) {
        super(message);
        this.limit = limit;
    }

    /** Which limits a pack can exceed. */
    public enum Limit {
        /** {@link PackLimits#maxObjects()}. */
        OBJECTS,
        /** {@link PackLimits#maxDeltaDepth()} or {@link PackLimits#maxDeltaBytes()}. */
        DELTAS
    }

    /** Returns the limit that the pack exceeds. */
    public Limit limit() {
        return limit;
    }
}
