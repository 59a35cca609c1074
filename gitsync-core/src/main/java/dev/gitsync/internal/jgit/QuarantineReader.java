package dev.gitsync.internal.jgit;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Reads unflushed objects, objects in quarantine, and objects of the repository, each from its own place. Most reads
 * during a push are for its own objects, so this avoids a search in all packs of the repository first.
 */
final class QuarantineReader extends ObjectReader {
    private final Predicate<AnyObjectId> isUnflushed;
    private final ObjectReader unflushed;
    private final Quarantine quarantine;
    private final ObjectDirectory objects;
    private final ObjectReader incoming;
    private final ObjectReader all;

    /**
     * Creates a reader.
     *
     * @param isUnflushed whether {@code unflushed} contains an object
     * @param incoming the objects in {@code quarantine}
     * @param objects the objects of the repository and those in quarantine
     */
    QuarantineReader(
            Predicate<AnyObjectId> isUnflushed,
            ObjectReader unflushed,
            Quarantine quarantine,
            ObjectDirectory incoming,
            ObjectDirectory objects) {
        this.isUnflushed = isUnflushed;
        this.unflushed = unflushed;
        this.quarantine = quarantine;
        this.objects = objects;
        this.incoming = incoming.newReader();
        this.all = objects.newReader();
    }

    /** Returns a reader of flushed objects. */
    static ObjectReader ofFlushed(Quarantine quarantine, ObjectDirectory objects) {
        ObjectDirectory incoming = quarantine.incoming();
        ObjectReader all = objects.newReader();
        return incoming == null ? all : new QuarantineReader(id -> false, all, quarantine, incoming, objects);
    }

    private ObjectReader reader(AnyObjectId id) throws IOException {
        if (isUnflushed.test(id)) {
            return unflushed;
        }
        return quarantine.has(id) ? incoming : all;
    }

    @Override
    public ObjectLoader open(AnyObjectId id, int type) throws IOException {
        return read(id, reader -> reader.open(id, type));
    }

    @Override
    public long getObjectSize(AnyObjectId id, int type) throws IOException {
        return read(id, reader -> reader.getObjectSize(id, type));
    }

    /** Reads an object; objects in quarantine move to the repository when they are published, possibly during the read. */
    private <T> T read(AnyObjectId id, Reading<T> reading) throws IOException {
        ObjectReader reader = reader(id);
        try {
            return reading.from(reader);
        } catch (MissingObjectException e) {
            if (reader == all) {
                throw e;
            }
            return reading.from(all);
        }
    }

    @Override
    public boolean has(AnyObjectId id) throws IOException {
        ObjectReader reader = reader(id);
        return reader.has(id) || (reader != all && all.has(id));
    }

    /** An operation that reads an object. */
    @FunctionalInterface
    private interface Reading<T> {
        T from(ObjectReader reader) throws IOException;
    }

    @Override
    public Collection<ObjectId> resolve(AbbreviatedObjectId id) throws IOException {
        Set<ObjectId> found = new HashSet<>(all.resolve(id));
        found.addAll(unflushed.resolve(id));
        return found;
    }

    @Override
    public Set<ObjectId> getShallowCommits() throws IOException {
        return all.getShallowCommits();
    }

    @Override
    public int getStreamFileThreshold() {
        return all.getStreamFileThreshold();
    }

    @Override
    public void setStreamFileThreshold(int threshold) {
        unflushed.setStreamFileThreshold(threshold);
        incoming.setStreamFileThreshold(threshold);
        all.setStreamFileThreshold(threshold);
    }

    /** Returns a reader of flushed objects, like JGit's own readers. */
    @Override
    public ObjectReader newReader() {
        return ofFlushed(quarantine, objects);
    }

    @Override
    public void close() {
        unflushed.close();
        incoming.close();
        all.close();
    }
}
