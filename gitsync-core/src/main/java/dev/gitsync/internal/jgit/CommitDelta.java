package dev.gitsync.internal.jgit;

import org.eclipse.jgit.internal.storage.pack.BinaryDelta;
import org.jspecify.annotations.Nullable;

/** Makes a commit from a delta in a pack that has not been checked yet. */
public final class CommitDelta {
    private CommitDelta() {}

    /** What {@code delta} makes of {@code base}; null if it is not well-formed or makes more than {@code most} bytes. */
    public static byte @Nullable [] apply(byte[] base, byte[] delta, int most) {
        try {
            return BinaryDelta.getResultSize(delta) > most ? null : BinaryDelta.apply(base, delta);
        } catch (RuntimeException e) {
            // JGit trusts what it reads, and fails in many ways when it can't.
            return null;
        }
    }
}
