package dev.gitsync.internal.jgit;

import org.eclipse.jgit.internal.storage.pack.BinaryDelta;
import org.jspecify.annotations.Nullable;

/** Reconstructs a commit from a delta in a pack that has not been checked yet. */
public final class CommitDelta {
    private CommitDelta() {}

    /** Applies {@code delta} to {@code base}; returns null if it is malformed or its result is longer than {@code most} bytes. */
    public static byte @Nullable [] apply(byte[] base, byte[] delta, int most) {
        try {
            return BinaryDelta.getResultSize(delta) > most ? null : BinaryDelta.apply(base, delta);
        } catch (RuntimeException e) {
            // JGit does not validate its input, and fails with various exceptions when it is malformed.
            return null;
        }
    }
}
