package dev.gitsync.internal.jgit;

import dev.gitsync.repository.pack.PackLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.Deflater;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.internal.storage.file.PackInserter;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.transport.PackParser;

/**
 * Writes one pack for all objects inserted until the flush, and receives packs with {@link IncomingPack}. JGit's own
 * inserter writes loose objects, which have to be synced one by one.
 */
final class QuarantineInserter extends ObjectInserter {
    private final ObjectDirectory all;
    private final Quarantine quarantine;
    private final ObjectDirectory incoming;
    private final PackLimits limits;
    private final PackInserter pack;
    private final Set<ObjectId> unflushed = ConcurrentHashMap.newKeySet();

    /**
     * Creates an inserter.
     *
     * @param all the objects of the repository and those in quarantine
     * @param incoming the objects in quarantine
     * @param limits the limits for received packs
     */
    QuarantineInserter(ObjectDirectory all, Quarantine quarantine, ObjectDirectory incoming, PackLimits limits) {
        this.all = all;
        this.quarantine = quarantine;
        this.incoming = incoming;
        this.limits = limits;
        this.pack = incoming.newPackInserter();
        pack.setCompressionLevel(Deflater.DEFAULT_COMPRESSION);
    }

    @Override
    public ObjectId insert(int type, byte[] data, int from, int length) throws IOException {
        return inserted(pack.insert(type, data, from, length));
    }

    @Override
    public ObjectId insert(int type, long length, InputStream in) throws IOException {
        return inserted(pack.insert(type, length, in));
    }

    private ObjectId inserted(ObjectId id) {
        unflushed.add(id);
        return id;
    }

    @Override
    public PackParser newPackParser(InputStream in) {
        PackFile file = PackFile.createIn(incoming.getDirectory().toPath());
        return new IncomingPack(all, incoming, in, limits, file);
    }

    @Override
    public ObjectReader newReader() {
        return new QuarantineReader(unflushed::contains, pack.newReader(), quarantine, incoming, all);
    }

    @Override
    public void flush() throws IOException {
        pack.flush();
        unflushed.clear();
    }

    @Override
    public void close() {
        pack.close();
        unflushed.clear();
    }
}
