package dev.gitsync.jdbi.internal.storage;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.jgit.internal.storage.dfs.DfsObjDatabase.PackSource;
import org.eclipse.jgit.internal.storage.dfs.DfsPackDescription;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.pack.PackExt;
import org.jspecify.annotations.Nullable;

/** JGit's description of a pack, with its id in the storage, and with its draft until the pack is committed. */
public final class PackDescription extends DfsPackDescription {
    private final UUID id;
    private volatile @Nullable PackDraft draft;

    public PackDescription(DfsRepositoryDescription repository, UUID id, PackSource source, @Nullable PackDraft draft) {
        super(repository, "pack-" + id, source);
        this.id = id;
        this.draft = draft;
    }

    public static PackDescription of(DfsRepositoryDescription repository, StoredPack pack) {
        var description = new PackDescription(repository, pack.id(), PackSource.valueOf(pack.source()), null);
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

    private StoredPack facts() {
        Map<String, StoredFile> files = new HashMap<>();
        for (PackExt ext : PackExt.values()) {
            if (hasFileExt(ext)) {
                files.put(ext.getExtension(), new StoredFile(getFileSize(ext), getBlockSize(ext)));
            }
        }
        return new StoredPack(
                id,
                getPackSource().name(),
                getLastModified(),
                getObjectCount(),
                getDeltaCount(),
                getIndexVersion(),
                files);
    }

    public UUID id() {
        return id;
    }

    /** Returns the draft; null once the pack is committed. */
    @Nullable
    public PackDraft draft() {
        return draft;
    }

    /** Waits until no part of the draft is being stored. */
    public void settle() {
        PackDraft unfinished = draft;
        if (unfinished != null) {
            unfinished.settle();
        }
    }

    /** Waits until all parts of the draft that are too large for the memory are stored, and throws if one can't be. */
    public void requireStored() {
        PackDraft written = draft;
        if (written != null) {
            written.await();
        }
    }

    /** Returns the finished draft with its metadata. */
    public NewPack finished() {
        PackDraft finished = draft;
        if (finished == null) {
            throw new IllegalStateException(getPackName() + " is committed already");
        }
        return finished.finished(facts());
    }

    /** Marks the pack as committed; it is read from the storage from now on. */
    public void committed() {
        draft = null;
    }

    /** Compares packs as JGit does; the name is derived from the id. */
    @Override
    public boolean equals(Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
