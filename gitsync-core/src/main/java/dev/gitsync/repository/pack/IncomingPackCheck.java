package dev.gitsync.repository.pack;

import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.PackedObjectInfo;
import org.jspecify.annotations.Nullable;

/**
 * Checks one incoming pack: that it is within its {@link PackLimits}, and that git can read what JGit reads. A store's own {@link
 * org.eclipse.jgit.transport.PackParser} has one of these per pack and calls, in each of its callbacks, the method of the same name:
 *
 * <pre>{@code
 * protected void onPackHeader(long objects) { check.onPackHeader(objects); super… }
 * protected void onObjectHeader(Source source, byte[] raw, int from, int length) { check.onObjectHeader(raw, from, length); super… }
 * protected void onBeginOfsDelta(long position, long base, long size) { check.onBeginOfsDelta(base); super… }
 * protected void onBeginRefDelta(long position, AnyObjectId base, long size) { check.onBeginRefDelta(base); super… }
 * protected PackedObjectInfo newInfo(id, delta, base) { return check.newInfo(super…, base); }
 * protected void onInflatedObjectData(PackedObjectInfo object, int type, byte[] data) { super…; check.onInflatedObjectData(); }
 * }</pre>
 *
 * Not safe for use by several threads.
 */
public final class IncomingPackCheck {
    /** The maximum length field that git reads: ten digits of seven bits, see gitformat-pack(5). */
    private static final int MAX_DIGITS = 10;

    private final PackLimits limits;
    private final DeltaCheck deltas;

    /** Creates a check of one pack. */
    public IncomingPackCheck(PackLimits limits) {
        this.limits = limits;
        this.deltas = new DeltaCheck(limits);
    }

    /**
     * Checks the number of objects that the pack header declares.
     *
     * @throws PackLimits.ExceededException when there are too many
     */
    public void onPackHeader(long objects) throws PackLimits.ExceededException {
        if (objects > limits.maxObjects()) {
            throw new PackLimits.ExceededException(
                    PackLimits.ExceededException.Limit.OBJECTS,
                    "a pack declares " + objects + " objects; the limit is " + limits.maxObjects());
        }
    }

    /**
     * Checks the type and length with which an object begins. JGit takes more digits than fit into 64 bits, and stores a pack that git
     * can't read.
     *
     * @throws CorruptObjectException when git could not read it
     */
    public void onObjectHeader(byte[] raw, int from, int length) throws CorruptObjectException {
        int digits = 1;
        while (digits < length && (raw[from + digits - 1] & 0x80) != 0) {
            digits++;
        }
        if (digits > MAX_DIGITS) {
            throw new CorruptObjectException("The length of an object is written in more digits than it may have");
        }
    }

    /** Records a delta on the object at {@code basePosition} in the pack. */
    public void onBeginOfsDelta(long basePosition) {
        deltas.onDelta(basePosition);
    }

    /** Records a delta on the object {@code base}. */
    public void onBeginRefDelta(AnyObjectId base) {
        deltas.onDelta(base.copy());
    }

    /**
     * Records an object of the pack.
     *
     * @param base the base of its delta; null if it is whole in the pack, or if the pack has to be completed with it
     * @return {@code object}
     */
    public PackedObjectInfo newInfo(PackedObjectInfo object, @Nullable ObjectId base) {
        deltas.onObject(object, base);
        return object;
    }

    /**
     * Checks the last object that was recorded.
     *
     * @throws PackLimits.ExceededException when its delta chain is too long, or needs too much memory
     */
    public void onInflatedObjectData() throws PackLimits.ExceededException {
        deltas.check();
    }
}
