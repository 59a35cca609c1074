package dev.gitsync.jdbi.jgit;

import dev.gitsync.repository.pack.HintedInserter;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.internal.storage.dfs.DfsOutputStream;
import org.eclipse.jgit.internal.storage.file.BasePackIndexWriter;
import org.eclipse.jgit.internal.storage.pack.BinaryDelta;
import org.eclipse.jgit.internal.storage.pack.DeltaEncoder;
import org.eclipse.jgit.internal.storage.pack.PackExt;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdOwnerMap;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.transport.PackParser;
import org.eclipse.jgit.util.io.CountingOutputStream;
import org.eclipse.jgit.util.sha1.SHA1;
import org.jspecify.annotations.Nullable;

/**
 * Writes a pack for all that is inserted until it is flushed. Unlike JGit's own inserter it takes the hints of
 * {@link HintedInserter}: what is like an object of the same pack becomes a delta, which is found without a search, and what
 * is short-lived is not compressed. In a large space a page's commit is six trees, and nearly all time went into
 * compressing them, although they consist of ids, which hardly get smaller. For one thread.
 */
final class StoredInserter extends ObjectInserter implements HintedInserter {
    private static final int INDEX_VERSION = 2;
    /** So many deltas stand behind each other at most; a reader has to go through all of them. */
    private static final int MAX_DEPTH = 20;
    /** So many bytes of what was inserted with a hint are kept as they are, for the next delta. */
    private static final long RECENT_BYTES = 4L << 20;

    private final StoredObjects objects;
    private final Function<InputStream, PackParser> parsers;
    private @Nullable Draft draft;

    /** Puts objects into {@code objects}; packs that come from outside are taken in by what {@code parsers} makes. */
    StoredInserter(StoredObjects objects, Function<InputStream, PackParser> parsers) {
        this.objects = objects;
        this.parsers = parsers;
    }

    /** The pack that is being written. */
    private static final class Draft implements AutoCloseable {
        private final PackDescription description;
        private final GrowingPack pack;
        private final List<InsertedObject> objects = new ArrayList<>();
        private final ObjectIdOwnerMap<InsertedObject> byId = new ObjectIdOwnerMap<>();
        private final Map<InsertedObject, byte[]> recent = new LinkedHashMap<>();
        private long recentBytes;

        Draft(PackDescription description, DfsOutputStream out) throws IOException {
            this.description = description;
            this.pack = new GrowingPack(out);
            description.setBlockSize(PackExt.PACK, out.blockSize());
        }

        void add(InsertedObject object) {
            objects.add(object);
            byId.addIfAbsent(object);
        }

        void keep(InsertedObject object, byte[] data) {
            recent.put(object, data);
            recentBytes += data.length;
            for (Iterator<byte[]> oldest = recent.values().iterator(); recentBytes > RECENT_BYTES; ) {
                recentBytes -= oldest.next().length;
                oldest.remove();
            }
        }

        byte[] read(InsertedObject object) throws IOException {
            byte[] whole = recent.get(object);
            if (whole != null) {
                return whole;
            }
            try (InputStream in = pack.read(object)) {
                byte[] packed = in.readNBytes((int) object.packedSize());
                return object.base() == null ? packed : BinaryDelta.apply(read(object.base()), packed);
            }
        }

        @Override
        public void close() throws IOException {
            pack.close();
        }
    }

    @Override
    public ObjectId insert(int type, byte[] data, int offset, int length) throws IOException {
        return insert(type, Arrays.copyOfRange(data, offset, offset + length), true);
    }

    @Override
    public ObjectId insertShortLived(int type, byte[] data) throws IOException {
        return insert(type, data, false);
    }

    private ObjectId insert(int type, byte[] data, boolean isWorthIt) throws IOException {
        ObjectId id = idFor(type, data);
        if (!isInserted(id)) {
            Draft open = draft();
            open.add(InsertedObject.whole(id, type, open.pack.append(type, data, isWorthIt)));
        }
        return id;
    }

    @Override
    public ObjectId insertSimilar(int type, byte[] data, AnyObjectId other) throws IOException {
        ObjectId id = idFor(type, data);
        if (isInserted(id)) {
            return id;
        }
        Draft open = draft();
        InsertedObject base = open.byId.get(other);
        byte[] like =
                base == null || base.getType() != type || base.depth() == MAX_DEPTH ? null : open.recent.get(base);
        byte[] delta = like == null ? null : delta(like, data);
        InsertedObject object = base == null || delta == null
                ? InsertedObject.whole(id, type, open.pack.append(type, data, true))
                : InsertedObject.delta(id, data.length, open.pack.append(base, delta), base);
        open.add(object);
        open.keep(object, data);
        return id;
    }

    /** What makes {@code data} of {@code base} where they differ in one stretch; null if that is more than half of it. */
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

    @Override
    public ObjectId insert(int type, long length, InputStream in) throws IOException {
        if (length <= buffer().length) {
            byte[] data = in.readNBytes((int) length);
            if (data.length < length) {
                throw new EOFException("An object of " + length + " bytes ended after " + data.length);
            }
            return insert(type, data, true);
        }
        SHA1 hash = digest();
        hash.update(Constants.encodedTypeString(type));
        hash.update((byte) ' ');
        hash.update(Constants.encodeASCII(length));
        hash.update((byte) 0);
        Draft open = draft();
        try {
            GrowingPack.Place place = open.pack.append(type, length, new Hashed(in, hash));
            ObjectId id = hash.toObjectId();
            // Also one that is there already: an object ends where the next one in the index begins.
            open.add(InsertedObject.whole(id, type, place));
            return id;
        } catch (IOException e) {
            close(); // a pack with half an object in it is of no use
            throw e;
        }
    }

    private boolean isInserted(ObjectId id) {
        return draft != null && draft.byId.contains(id);
    }

    private Draft draft() throws IOException {
        Draft open = draft;
        if (open == null) {
            PackDescription description = objects.newDescription();
            open = new Draft(description, objects.write(description, PackExt.PACK));
            draft = open;
        }
        return open;
    }

    @Override
    public PackParser newPackParser(InputStream in) {
        return parsers.apply(in);
    }

    @Override
    public ObjectReader newReader() {
        return new Reader(objects.newReader());
    }

    @Override
    public void flush() throws IOException {
        Draft open = draft;
        if (open == null) {
            return;
        }
        byte[] hash = open.pack.finish();
        open.close();
        PackDescription description = open.description;
        description.addFileExt(PackExt.PACK);
        description.setFileSize(PackExt.PACK, open.pack.size());
        description.setObjectCount(open.objects.size());
        description.setDeltaCount(
                open.objects.stream().filter(object -> object.depth() > 0).count());
        writeIndex(description, open.objects, hash);
        draft = null;
        objects.add(description);
    }

    private void writeIndex(PackDescription description, List<InsertedObject> inserted, byte[] hash)
            throws IOException {
        List<InsertedObject> sorted = new ArrayList<>(inserted);
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

    @Override
    public void close() {
        Draft unfinished = draft;
        draft = null;
        if (unfinished != null) {
            try (unfinished) {
                objects.forget(unfinished.description);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Reads what is not flushed yet as well. */
    private final class Reader extends ObjectReader {
        private final ObjectReader flushed;

        Reader(ObjectReader flushed) {
            this.flushed = flushed;
            setStreamFileThreshold(flushed.getStreamFileThreshold());
        }

        private @Nullable InsertedObject inserted(AnyObjectId id) {
            return draft == null ? null : draft.byId.get(id);
        }

        @Override
        public ObjectReader newReader() {
            return flushed.newReader();
        }

        @Override
        public Collection<ObjectId> resolve(AbbreviatedObjectId id) throws IOException {
            Set<ObjectId> found = new HashSet<>(flushed.resolve(id));
            if (draft != null) {
                draft.objects.stream()
                        .filter(object -> id.prefixCompare(object) == 0)
                        .forEach(object -> found.add(object.copy()));
            }
            return found;
        }

        @Override
        public boolean has(AnyObjectId id) throws IOException {
            return inserted(id) != null || flushed.has(id);
        }

        @Override
        public ObjectLoader open(AnyObjectId id, int typeHint) throws IOException {
            InsertedObject object = inserted(id);
            if (object == null || draft == null) {
                return flushed.open(id, typeHint);
            }
            if (typeHint != OBJ_ANY && typeHint != object.getType()) {
                throw new IncorrectObjectTypeException(id.copy(), typeHint);
            }
            if (object.getFullSize() < getStreamFileThreshold()) {
                return new ObjectLoader.SmallObject(object.getType(), draft.read(object));
            }
            GrowingPack pack = draft.pack;
            return new StreamedObject(object.getType(), object.getFullSize(), () -> pack.read(object));
        }

        @Override
        public Set<ObjectId> getShallowCommits() throws IOException {
            return flushed.getShallowCommits();
        }

        @Override
        public ObjectInserter getCreatedFromInserter() {
            return StoredInserter.this;
        }

        @Override
        public void close() {
            flushed.close();
        }
    }
}
