package dev.gitsync.repository.pack;

import dev.gitsync.error.InvalidInputException;
import java.io.IOException;

/**
 * The limits of an incoming pack, beyond those that JGit enforces. (The engine sets the maximum sizes of the pack and
 * of each object on JGit's {@link org.eclipse.jgit.transport.PackParser}.)
 *
 * @param maxObjects the maximum number of objects. JGit allocates memory for the number that the first 12 bytes of a
 *     pack declare, up to two billion, before it reads any object
 * @param maxDeltaDepth the maximum length of a delta chain
 * @param maxDeltaBytes the maximum number of bytes kept in memory while one delta is resolved, besides its base, the delta and the
 *     result
 */
public record PackLimits(int maxObjects, int maxDeltaDepth, long maxDeltaBytes) {
    /** The default of {@link #maxObjects()}. */
    public static final int DEFAULT_MAX_OBJECTS = 1_000_000;
    /** The default of {@link #maxDeltaDepth()}: five times the length of the chains that git creates by default. */
    public static final int DEFAULT_MAX_DELTA_DEPTH = 250;
    /** The default of {@link #maxDeltaBytes()}. */
    public static final long DEFAULT_MAX_DELTA_BYTES = 64L << 20;

    /** Checks that no limit is negative. */
    public PackLimits {
        if (maxObjects < 0 || maxDeltaDepth < 0 || maxDeltaBytes < 0) {
            throw new InvalidInputException("The limits of a pack are " + maxObjects + " objects, " + maxDeltaDepth
                    + " deltas on each other and " + maxDeltaBytes + " bytes, but none may be negative");
        }
    }

    /** Returns the default limits. */
    public static PackLimits defaults() {
        return new PackLimits(DEFAULT_MAX_OBJECTS, DEFAULT_MAX_DELTA_DEPTH, DEFAULT_MAX_DELTA_BYTES);
    }

    /** Thrown while a pack arrives that exceeds its {@link PackLimits}. */
    public static final class ExceededException extends IOException {
        private static final long serialVersionUID = 1L;

        private final Limit limit;

        ExceededException(Limit limit, String message) {
            super(message);
            this.limit = limit;
        }

        /** The limits that a pack can exceed. */
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
}
