package dev.gitsync.jdbi.internal.jgit;

import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.transport.PackedObjectInfo;
import org.jspecify.annotations.Nullable;

/**
 * An object in a pack that is being written, with the data needed to read it back.
 */
final class InsertedObject extends PackedObjectInfo {
    private final @Nullable InsertedObject base;
    private final int depth;
    private final long begin;
    private final long packedSize;

    private InsertedObject(AnyObjectId id, int type, long size, PackPosition position, @Nullable InsertedObject base) {
        super(id);
        this.base = base;
        this.depth = base == null ? 0 : base.depth + 1;
        this.begin = position.begin();
        this.packedSize = position.length();
        setType(type);
        setFullSize(size);
        setOffset(position.offset());
        setCRC(position.crc());
    }

    static InsertedObject whole(AnyObjectId id, int type, PackPosition position) {
        return new InsertedObject(id, type, position.length(), position, null);
    }

    static InsertedObject delta(AnyObjectId id, long size, PackPosition position, InsertedObject base) {
        return new InsertedObject(id, base.getType(), size, position, base);
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
