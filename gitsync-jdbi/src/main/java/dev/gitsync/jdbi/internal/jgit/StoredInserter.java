package dev.gitsync.jdbi.internal.jgit;

import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.transport.PackParser;
import org.eclipse.jgit.util.sha1.SHA1;
import org.jspecify.annotations.Nullable;

/**
 * Writes one pack with all objects inserted until the flush. Unlike JGit's own inserter it uses the hints of
 * {@link HintedInserter}: an object that is similar to another one in the same pack becomes a delta without a search,
 * and short-lived objects are not compressed. In a large space a page's commit has six trees, and nearly all time was
 * spent compressing them, although they consist of ids, which hardly compress. For one thread.
 */
final class StoredInserter extends HintedInserter {
    private final StoredObjects objects;
    private final Function<InputStream, PackParser> parsers;
    private @Nullable OpenPack pack;

    /** Creates an inserter into {@code objects}; {@code parsers} creates the parsers of received packs. */
    StoredInserter(StoredObjects objects, Function<InputStream, PackParser> parsers) {
        this.objects = objects;
        this.parsers = parsers;
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
        OpenPack into = pack();
        if (!into.has(id)) {
            into.add(id, type, data, isWorthIt);
        }
        return id;
    }

    @Override
    public ObjectId insertSimilar(int type, byte[] data, AnyObjectId other) throws IOException {
        ObjectId id = idFor(type, data);
        OpenPack into = pack();
        if (!into.has(id)) {
            into.addSimilar(id, type, data, other);
        }
        return id;
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
        try {
            return pack().add(type, length, in, hash);
        } catch (IOException e) {
            close(); // a pack with an incomplete object is unusable
            throw e;
        }
    }

    private OpenPack pack() throws IOException {
        OpenPack begun = pack;
        if (begun == null) {
            begun = new OpenPack(objects);
            pack = begun;
        }
        return begun;
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
        if (pack != null) {
            pack.finish();
            pack = null;
        }
    }

    @Override
    public void close() {
        OpenPack unfinished = pack;
        pack = null;
        if (unfinished != null) {
            try {
                unfinished.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Reads unflushed objects as well. */
    private final class Reader extends ObjectReader {
        private final ObjectReader flushed;

        Reader(ObjectReader flushed) {
            this.flushed = flushed;
        }

        @Override
        public int getStreamFileThreshold() {
            return flushed.getStreamFileThreshold();
        }

        @Override
        public void setStreamFileThreshold(int threshold) {
            flushed.setStreamFileThreshold(threshold);
        }

        @Override
        public ObjectReader newReader() {
            return flushed.newReader();
        }

        @Override
        public Collection<ObjectId> resolve(AbbreviatedObjectId id) throws IOException {
            Set<ObjectId> found = new HashSet<>(flushed.resolve(id));
            if (pack != null) {
                pack.ids().filter(added -> id.prefixCompare(added) == 0).forEach(found::add);
            }
            return found;
        }

        @Override
        public boolean has(AnyObjectId id) throws IOException {
            return (pack != null && pack.has(id)) || flushed.has(id);
        }

        @Override
        public ObjectLoader open(AnyObjectId id, int typeHint) throws IOException {
            ObjectLoader object = pack == null ? null : pack.open(id, getStreamFileThreshold());
            if (object == null) {
                return flushed.open(id, typeHint);
            }
            if (typeHint != OBJ_ANY && typeHint != object.getType()) {
                throw new IncorrectObjectTypeException(id.copy(), typeHint);
            }
            return object;
        }

        /** Without this, JGit would open the object, and read all of it, to learn its size. */
        @Override
        public long getObjectSize(AnyObjectId id, int typeHint) throws IOException {
            return pack == null || !pack.has(id)
                    ? flushed.getObjectSize(id, typeHint)
                    : super.getObjectSize(id, typeHint);
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
