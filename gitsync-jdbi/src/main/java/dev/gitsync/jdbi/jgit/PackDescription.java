package dev.gitsync.jdbi.jgit;

import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.internal.storage.dfs.DfsObjDatabase.PackSource;
import org.eclipse.jgit.internal.storage.dfs.DfsPackDescription;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.pack.PackExt;

/** JGit's notes on a pack, with its id in the storage. */
final class PackDescription extends DfsPackDescription {
    private final long id;

    PackDescription(DfsRepositoryDescription repository, String name, PackSource source, long id) {
        super(repository, name, source);
        this.id = id;
    }

    static PackDescription of(DfsRepositoryDescription repository, StoredPack pack) {
        var description = new PackDescription(repository, pack.name(), PackSource.valueOf(pack.source()), pack.id());
        description.setLastModified(pack.modified());
        description.setObjectCount(pack.objects());
        description.setDeltaCount(pack.deltas());
        description.setIndexVersion(pack.indexVersion());
        for (PackExt ext : PackExt.values()) {
            StoredFile file = pack.files().get(ext.getExtension());
            if (file != null) {
                description.addFileExt(ext);
                description.setFileSize(ext, file.size());
                description.setBlockSize(ext, file.blockSize());
            }
        }
        return description;
    }

    StoredPack toStored() {
        Map<String, StoredFile> files = new HashMap<>();
        for (PackExt ext : PackExt.values()) {
            if (hasFileExt(ext)) {
                files.put(ext.getExtension(), new StoredFile(getFileSize(ext), getBlockSize(ext)));
            }
        }
        return new StoredPack(
                id,
                getPackName(),
                getPackSource().name(),
                getLastModified(),
                getObjectCount(),
                getDeltaCount(),
                getIndexVersion(),
                files);
    }

    long id() {
        return id;
    }

    /** Packs are the same if JGit says so; the id follows the name. */
    @Override
    public boolean equals(Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
