package dev.gitsync.jdbi.internal.jgit;

import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.transport.PackedObjectInfo;
import org.jspecify.annotations.Nullable;

/**
 * An object in a pack that is being written, and what it takes to read it back.
 *
 * <p>In a class cycle with {@link GrowingPack}: the pack keeps the objects that it has inserted, and an object its
 * place in the pack.
 */
final class InsertedObject extends PackedObjectInfo {
    private final @Nullable InsertedObject base;
    private final int depth;
    private final long begin;
    private final long packedSize;

    private InsertedObject(
            AnyObjectId id, int type, long size, GrowingPack.Place place, @Nullable InsertedObject base) {
        super(id);
        this.base = base;
        this.depth = base == null ? 0 : base.depth + 1;
        this.begin = place.begin();
        this.packedSize = place.length();
        setType(type);
        setFullSize(size);
        setOffset(place.offset());
        setCRC(place.crc());
    }

    static InsertedObject whole(AnyObjectId id, int type, GrowingPack.Place place) {
        return new InsertedObject(id, type, place.length(), place, null);
    }

    static InsertedObject delta(AnyObjectId id, long size, GrowingPack.Place place, InsertedObject base) {
        return new InsertedObject(id, base.getType(), size, place, base);
    }

    /** What it is a delta to, if it is one. */
    @Nullable
    InsertedObject base() {
        return base;
    }

    /** How many deltas there are between it and an object that is whole. */
    int depth() {
        return depth;
    }

    /** Where its compressed bytes begin in the pack. */
    long begin() {
        return begin;
    }

    /** The length of what is compressed: its own bytes, or those of its delta. */
    long packedSize() {
        return packedSize;
    }
}
