package dev.gitsync.jdbi.internal.jgit;

import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.transport.PackedObjectInfo;
import org.jspecify.annotations.Nullable;

/**
 * An object in a pack that is being written, with the data needed to read it back.
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

    /** Returns the base object if this is a delta; null otherwise. */
    @Nullable
    InsertedObject base() {
        return base;
    }

    /** Returns the number of deltas between this object and a whole object. */
    int depth() {
        return depth;
    }

    /** Returns the offset of its compressed bytes in the pack. */
    long begin() {
        return begin;
    }

    /** Returns the uncompressed length of its own bytes, or of its delta. */
    long packedSize() {
        return packedSize;
    }
}
