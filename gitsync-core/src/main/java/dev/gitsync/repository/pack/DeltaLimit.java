package dev.gitsync.repository.pack;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.PackedObjectInfo;
import org.jspecify.annotations.Nullable;

/**
 * How far deltas in a pack may stand on each other. A store's own {@link org.eclipse.jgit.transport.PackParser} tells one of
 * these what it comes across in one pack:
 *
 * <ol>
 *   <li>while the pack comes in, the base of every delta ({@link #onOffset}, {@link #onId}), because an object that has only
 *       one delta on it is let go as soon as that is made, and one with several is kept until they are all worked off;
 *   <li>then, depth first as JGit does it, each object ({@link #onObject}); those that it stands on are
 *       a stack of which each knows how many bytes are kept at it and below it;
 *   <li>and {@link #check()} refuses an object that stands too high, or on too much that is kept besides its own base.
 * </ol>
 *
 * Not safe for use by several threads.
 */
public final class DeltaLimit {
    /** Five times what git makes if nobody tells it otherwise. */
    public static final int DEFAULT_MAX_DEPTH = 250;
    /** What is kept besides the base, the delta and what it makes, in bytes. */
    public static final long DEFAULT_MAX_KEPT_BYTES = 64L << 20;

    private static final String SECTION = "receive";
    private static final String DEPTH = "maxDeltaDepth";
    private static final String KEPT = "maxDeltaBytesKept";

    private final int maxDepth;
    private final long maxKeptBytes;
    private final Set<Object> bases = new HashSet<>();
    private final Set<Object> forks = new HashSet<>();
    private final Deque<Step> path = new ArrayDeque<>();
    private @Nullable PackedObjectInfo lastWhole;
    private boolean isExceeded;

    private DeltaLimit(int maxDepth, long maxKeptBytes) {
        this.maxDepth = maxDepth;
        this.maxKeptBytes = maxKeptBytes;
    }

    /** What the configuration of a repository says, for the next pack. */
    public static DeltaLimit of(Config config) {
        return new DeltaLimit(
                config.getInt(SECTION, null, DEPTH, DEFAULT_MAX_DEPTH),
                config.getLong(SECTION, null, KEPT, DEFAULT_MAX_KEPT_BYTES));
    }

    /** Says so in the configuration of a repository that is open, and stores nothing. */
    public static void set(Config config, int maxDepth, long maxKeptBytes) {
        config.setInt(SECTION, null, DEPTH, maxDepth);
        config.setLong(SECTION, null, KEPT, maxKeptBytes);
    }

    /** A delta on the object at this place in the pack comes in. */
    public void onOffset(long position) {
        on(position);
    }

    /** A delta on this object comes in. */
    public void onId(AnyObjectId id) {
        on(id.copy());
    }

    private void on(Object base) {
        if (!bases.add(base)) {
            forks.add(base);
        }
    }

    /**
     * An object is read.
     *
     * @param base what it is made from; null if it is whole in the pack, or if the pack has to be completed with it
     */
    public void onObject(PackedObjectInfo object, @Nullable ObjectId base) {
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
        isExceeded |= path.size() > maxDepth || below.keptBelow() > maxKeptBytes;
        path.add(new Step(object, below.keptBelow() + keptAt(below.object())));
    }

    /** JGit has told of the object that it took from the repository right before. */
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

    /** @throws ExceededException when the last object was too much */
    public void check() throws ExceededException {
        if (isExceeded) {
            throw new ExceededException(maxDepth, maxKeptBytes);
        }
    }

    /** An object, and how many bytes are kept of those that its base stands on. */
    private record Step(ObjectId object, long keptBelow) {}

    /** Deltas stand on each other farther than they may. */
    public static final class ExceededException extends IOException {
        private static final long serialVersionUID = 1L;

        ExceededException(int maxDepth, long maxKeptBytes) {
            super("deltas stand on each other more than " + maxDepth + " deep, or on more than " + maxKeptBytes
                    + " bytes that have to be kept");
        }
    }
}
