package dev.gitsync.repository.pack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.PackedObjectInfo;
import org.jspecify.annotations.Nullable;

/**
 * Checks the delta chains of a pack:
 *
 * <ol>
 *   <li>While the pack arrives, the base of every delta is recorded ({@link #onDelta}), because an object that has only one delta on it
 *       is released as soon as that is resolved, and one with several is kept until all of them are resolved.
 *   <li>Then each object is recorded ({@link #onObject}), depth first as JGit resolves them. Its delta chain is a stack, of which
 *       each entry records how many bytes are kept at it and below it.
 *   <li>{@link #check()} rejects an object whose chain is too long, or keeps too much besides its own base.
 * </ol>
 *
 * Not safe for use by several threads.
 */
final class DeltaCheck {
    private final PackLimits limits;
    private final Set<Object> bases = new HashSet<>();
    private final Set<Object> forks = new HashSet<>();
    private final Deque<Step> path = new ArrayDeque<>();
    private @Nullable PackedObjectInfo lastWhole;
    private boolean isExceeded;

    DeltaCheck(PackLimits limits) {
        this.limits = limits;
    }

    /** Records a delta on {@code base}, which is a position in the pack or an id. */
    void onDelta(Object base) {
        if (!bases.add(base)) {
            forks.add(base);
        }
    }

    /**
     * Records an object.
     *
     * @param base the base of its delta; null if it is whole in the pack, or if the pack has to be completed with it
     */
    void onObject(PackedObjectInfo object, @Nullable ObjectId base) {
        if (base == null) {
            lastWhole = object;
        } else {
            made(object, base);
        }
    }

    private void made(PackedObjectInfo object, ObjectId base) {
        while (!path.isEmpty() && !path.getLast().object().equals(base)) {
            path.removeLast();
        }
        if (path.isEmpty()) {
            path.add(new Step(base instanceof PackedObjectInfo inPack ? inPack : completing(base), 0));
        }
        Step below = path.getLast();
        isExceeded |= path.size() > limits.maxDeltaDepth() || below.keptBelow() > limits.maxDeltaBytes();
        path.add(new Step(object, below.keptBelow() + keptAt(below.object())));
    }

    /** Returns the object that JGit took from the repository, which it reported right before. */
    private ObjectId completing(ObjectId base) {
        return lastWhole != null && lastWhole.equals(base) ? lastWhole : base;
    }

    private long keptAt(ObjectId base) {
        if (!(base instanceof PackedObjectInfo object)) {
            return 0;
        }
        Object id = object.copy();
        Object position = object.getOffset();
        boolean isFork =
                forks.contains(id) || forks.contains(position) || (bases.contains(id) && bases.contains(position));
        return isFork ? object.getFullSize() : 0;
    }

    void check() throws PackLimits.ExceededException {
        if (isExceeded) {
            throw new PackLimits.ExceededException(
                    PackLimits.ExceededException.Limit.DELTAS,
                    "delta chains are longer than " + limits.maxDeltaDepth() + ", or need more than "
                            + limits.maxDeltaBytes() + " bytes of memory");
        }
    }

    /** An object, and the number of bytes kept for the chain below its base. */
    private record Step(ObjectId object, long keptBelow) {}
}
