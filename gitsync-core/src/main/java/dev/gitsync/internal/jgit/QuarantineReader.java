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
 * Reads what was inserted and not flushed yet, what is in quarantine, and what is in the repository: each in its place, rather
 * than to look for the objects of a push, which are most of what is read during one, in all packs of the repository first.
 */
final class QuarantineReader extends ObjectReader {
    private final Predicate<AnyObjectId> isUnflushed;
    private final ObjectReader unflushed;
    private final Quarantine quarantine;
    private final ObjectDirectory objects;
    private final ObjectReader incoming;
    private final ObjectReader all;

    /**
     * A reader.
     *
     * @param isUnflushed whether {@code unflushed} has to be asked for an object
     * @param incoming the objects in {@code quarantine}
     * @param objects those of the repository and those in quarantine
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

    /** A reader of what is flushed. */
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

    /** What was in quarantine is in the repository once it is published, which may be meanwhile. */
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

    /** One of the ways to read an object. */
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

    /** Like JGit's own, it reads what is flushed. */
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
