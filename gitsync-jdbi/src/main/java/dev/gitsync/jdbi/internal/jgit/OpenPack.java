package dev.gitsync.jdbi.internal.jgit;

import dev.gitsync.jdbi.internal.storage.HashingInputStream;
import dev.gitsync.jdbi.internal.storage.PackDescription;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.dfs.DfsOutputStream;
import org.eclipse.jgit.internal.storage.file.BasePackIndexWriter;
import org.eclipse.jgit.internal.storage.pack.BinaryDelta;
import org.eclipse.jgit.internal.storage.pack.DeltaEncoder;
import org.eclipse.jgit.internal.storage.pack.PackExt;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdOwnerMap;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.util.io.CountingOutputStream;
import org.eclipse.jgit.util.sha1.SHA1;
import org.jspecify.annotations.Nullable;

/**
 * A pack that is being written, and its pending objects.
 *
 * <p>An object that is inserted as similar to another one is held back until a third is similar to it, and only then
 * becomes a delta; an object without a successor is stored whole in the end. So the newest version of each folder can
 * be read directly, and older versions through some deltas. A client gets a pack as it is stored, and git reads every
 * folder of its newest commit in each fetch. For one thread.
 */
final class OpenPack implements AutoCloseable {
    /** The maximum length of a delta chain; a reader has to resolve all of it. */
    private static final int MAX_DEPTH = 20;
    /** The maximum number of bytes that are held back. */
    private static final long WAITING_BYTES = 4L << 20;

    private static final int INDEX_VERSION = 2;

    private final StoredObjects objects;
    private final PackDescription description;
    private final GrowingPack pack;
    private final List<InsertedObject> written = new ArrayList<>();
    private final ObjectIdOwnerMap<InsertedObject> byId = new ObjectIdOwnerMap<>();
    private final Map<ObjectId, Waiting> waiting = new LinkedHashMap<>();
    private long waitingBytes;

    /** An object that is not written yet. */
    private static final class Waiting {
        final int type;
        final byte[] data;
        /** The possible base of the object, with {@code delta} as the delta on that base; both are set or neither. */
        final @Nullable InsertedObject base;

        final byte @Nullable [] delta;

        Waiting(int type, byte[] data, @Nullable InsertedObject base, byte @Nullable [] delta) {
            this.type = type;
            this.data = data;
            this.base = base;
            this.delta = delta;
        }

        long size() {
            return data.length + (delta == null ? 0L : delta.length);
        }
    }

    /** Starts a pack in {@code objects}. */
    OpenPack(StoredObjects objects) throws IOException {
        this.objects = objects;
        description = objects.newDescription();
        DfsOutputStream out = objects.write(description, PackExt.PACK);
        description.setBlockSize(PackExt.PACK, out.blockSize());
        pack = new GrowingPack(out);
    }

    boolean has(AnyObjectId id) {
        return byId.contains(id) || waiting.containsKey(id);
    }

    /** Adds a whole object; {@code isWorthIt} if compression is worth the time. */
    void add(ObjectId id, int type, byte[] data, boolean isWorthIt) throws IOException {
        wrote(InsertedObject.whole(id, type, pack.append(type, data, isWorthIt)));
    }

    /** Adds an object with no more than one buffer of it in memory; {@code hash} has already hashed its header. */
    ObjectId add(int type, long length, InputStream data, SHA1 hash) throws IOException {
        PackPosition place = pack.append(type, length, new HashingInputStream(data, hash));
        ObjectId id = hash.toObjectId();
        // Also a duplicate: an object ends where the next one in the index begins.
        wrote(InsertedObject.whole(id, type, place));
        return id;
    }

    /** Adds an object that is similar to {@code other} and may become a delta on it. */
    void addSimilar(ObjectId id, int type, byte[] data, AnyObjectId other) throws IOException {
        Waiting like = waiting.get(other.toObjectId());
        if (like != null && like.type == type) {
            InsertedObject base = write(other.toObjectId(), like, true);
            byte[] delta = base.depth() == MAX_DEPTH ? null : delta(like.data, data);
            await(id, new Waiting(type, data, delta == null ? null : base, delta));
        } else {
            await(id, new Waiting(type, data, null, null));
        }
    }

    private void await(ObjectId id, Waiting object) throws IOException {
        waiting.put(id, object);
        waitingBytes += object.size();
        while (waitingBytes > WAITING_BYTES) {
            var oldest = waiting.entrySet().iterator().next();
            write(oldest.getKey(), oldest.getValue(), false);
        }
    }

    private InsertedObject write(ObjectId id, Waiting object, boolean isFollowed) throws IOException {
        waiting.remove(id);
        waitingBytes -= object.size();
        InsertedObject base = object.base;
        byte[] delta = object.delta;
        return wrote(
                isFollowed && base != null && delta != null
                        ? InsertedObject.delta(id, object.data.length, pack.append(base, delta), base)
                        : InsertedObject.whole(id, object.type, pack.append(object.type, object.data, true)));
    }

    private InsertedObject wrote(InsertedObject object) {
        written.add(object);
        byId.addIfAbsent(object);
        return object;
    }

    /**
     * Returns a delta that turns {@code base} into {@code data} by replacing one range; null if the new range is more
     * than half of {@code data}.
     */
    private static byte @Nullable [] delta(byte[] base, byte[] data) throws IOException {
        int most = Math.min(base.length, data.length);
        int mismatch = Arrays.mismatch(base, data);
        int front = mismatch < 0 ? most : mismatch;
        int back = 0;
        while (back < most - front && base[base.length - 1 - back] == data[data.length - 1 - back]) {
            back++;
        }
        int changed = data.length - front - back;
        if (changed > data.length / 2) {
            return null;
        }
        ByteArrayOutputStream delta = new ByteArrayOutputStream(changed + 32);
        DeltaEncoder encoder = new DeltaEncoder(delta, base.length, data.length);
        encoder.copy(0, front);
        encoder.insert(data, front, changed);
        encoder.copy(base.length - back, back);
        return delta.toByteArray();
    }

    /** Returns the ids of all added objects. */
    Stream<ObjectId> ids() {
        return Stream.concat(written.stream().map(ObjectId::copy), waiting.keySet().stream());
    }

    /**
     * Returns an added object; null if it was not added. An object larger than {@code most} is streamed, not held in
     * memory.
     */
    @Nullable
    ObjectLoader open(AnyObjectId id, long most) throws IOException {
        Waiting unwritten = waiting.get(id.toObjectId());
        if (unwritten != null) {
            return new ObjectLoader.SmallObject(unwritten.type, unwritten.data);
        }
        InsertedObject object = byId.get(id);
        if (object == null) {
            return null;
        }
        if (object.getFullSize() < most) {
            return new ObjectLoader.SmallObject(object.getType(), read(object));
        }
        return new StreamedObject(object.getType(), object.getFullSize(), () -> pack.read(object));
    }

    private byte[] read(InsertedObject object) throws IOException {
        try (InputStream in = pack.read(object)) {
            byte[] packed = in.readNBytes((int) object.packedSize());
            return object.base() == null ? packed : BinaryDelta.apply(read(object.base()), packed);
        }
    }

    /** Writes the pending objects and the index, and adds the pack, which is committed with the next ref update. */
    void finish() throws IOException {
        for (var last : List.copyOf(waiting.entrySet())) {
            write(last.getKey(), last.getValue(), false);
        }
        byte[] hash = pack.finish();
        pack.close();
        description.addFileExt(PackExt.PACK);
        description.setFileSize(PackExt.PACK, pack.size());
        description.setObjectCount(written.size());
        description.setDeltaCount(
                written.stream().filter(object -> object.depth() > 0).count());
        writeIndex(hash);
        objects.add(description);
    }

    private void writeIndex(byte[] hash) throws IOException {
        List<InsertedObject> sorted = new ArrayList<>(written);
        sorted.sort(null);
        try (DfsOutputStream out = objects.write(description, PackExt.INDEX);
                CountingOutputStream counted = new CountingOutputStream(out)) {
            BasePackIndexWriter.createVersion(counted, INDEX_VERSION).write(sorted, hash);
            description.addFileExt(PackExt.INDEX);
            description.setBlockSize(PackExt.INDEX, out.blockSize());
            description.setFileSize(PackExt.INDEX, counted.getCount());
            description.setIndexVersion(INDEX_VERSION);
        }
    }

    /** Discards the pack. */
    @Override
    public void close() throws IOException {
        try (pack) {
            objects.forget(description);
        }
    }
}
