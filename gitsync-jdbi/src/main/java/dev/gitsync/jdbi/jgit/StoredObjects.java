package dev.gitsync.jdbi.jgit;

import java.io.FileNotFoundException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.jgit.internal.storage.dfs.DfsObjDatabase;
import org.eclipse.jgit.internal.storage.dfs.DfsOutputStream;
import org.eclipse.jgit.internal.storage.dfs.DfsPackDescription;
import org.eclipse.jgit.internal.storage.dfs.DfsReaderOptions;
import org.eclipse.jgit.internal.storage.dfs.DfsRepository;
import org.eclipse.jgit.internal.storage.dfs.ReadableChannel;
import org.eclipse.jgit.internal.storage.pack.PackExt;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/** The objects of one space, in packs. */
final class StoredObjects extends DfsObjDatabase {
    private final PackStorage storage;

    StoredObjects(DfsRepository repository, DfsReaderOptions options, PackStorage storage) {
        super(repository, options);
        this.storage = storage;
    }

    /** Makes the next reader look which packs there are now. */
    void forgetPacks() {
        clearCache();
    }

    @Override
    protected DfsPackDescription newPack(PackSource source) {
        String name = "pack-" + UUID.randomUUID() + "-" + source.name().replace('_', '-');
        var pack =
                new PackDescription(getRepository().getDescription(), name, source, storage.begin(name, source.name()));
        pack.setLastModified(SystemReader.getInstance().now().toEpochMilli());
        return pack;
    }

    @Override
    protected void commitPackImpl(
            Collection<DfsPackDescription> packs, @Nullable Collection<DfsPackDescription> replaced) {
        storage.commit(
                packs.stream().map(pack -> ((PackDescription) pack).toStored()).toList(),
                replaced == null ? List.of() : ids(replaced));
        clearCache();
    }

    @Override
    protected void rollbackPack(Collection<DfsPackDescription> packs) {
        storage.discard(ids(packs));
    }

    private static List<Long> ids(Collection<DfsPackDescription> packs) {
        return packs.stream().map(pack -> ((PackDescription) pack).id()).toList();
    }

    @Override
    protected List<DfsPackDescription> listPacks() {
        List<DfsPackDescription> packs = new ArrayList<>();
        for (StoredPack pack : storage.packs()) {
            packs.add(PackDescription.of(getRepository().getDescription(), pack));
        }
        return packs;
    }

    @Override
    protected ReadableChannel openFile(DfsPackDescription pack, PackExt ext) throws FileNotFoundException {
        if (!pack.hasFileExt(ext)) {
            throw new FileNotFoundException(pack.getFileName(ext));
        }
        return new ChunkReader(storage, ((PackDescription) pack).id(), ext.getExtension(), pack.getFileSize(ext));
    }

    @Override
    protected DfsOutputStream writeFile(DfsPackDescription pack, PackExt ext) {
        return new ChunkWriter(storage, ((PackDescription) pack).id(), ext.getExtension());
    }

    @Override
    public Set<ObjectId> getShallowCommits() {
        return Set.of();
    }

    @Override
    public void setShallowCommits(Set<ObjectId> shallowCommits) {
        if (!shallowCommits.isEmpty()) {
            throw new UnsupportedOperationException("The history of a space is never shallow");
        }
    }

    @Override
    public long getApproximateObjectCount() {
        return storage.packs().stream().mapToLong(StoredPack::objects).sum();
    }
}
