package dev.gitsync.jdbi.internal.jgit;

import dev.gitsync.repository.pack.DeltaLimit;
import dev.gitsync.repository.pack.EntryHeader;
import dev.gitsync.repository.pack.ObjectLimit;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.internal.storage.dfs.DfsInserter;
import org.eclipse.jgit.internal.storage.dfs.DfsObjDatabase;
import org.eclipse.jgit.internal.storage.dfs.DfsPackParser;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.PackParser;
import org.eclipse.jgit.transport.PackedObjectInfo;
import org.jspecify.annotations.Nullable;

/** Receives a pack as JGit does, within a {@link DeltaLimit} and an {@link ObjectLimit}, and with an {@link EntryHeader} that git reads too. */
final class BoundedPackParser extends DfsPackParser {
    private final Config config;
    private final DeltaLimit limit;

    private BoundedPackParser(DfsObjDatabase objects, DfsInserter inserter, InputStream in, Config config) {
        super(objects, inserter, in);
        this.config = config;
        this.limit = DeltaLimit.of(config);
    }

    /** A parser that puts what it receives into {@code objects}. */
    static PackParser of(StoredObjects objects, InputStream in, Config config) {
        // JGit has the index of the pack written by an inserter of its own.
        return new BoundedPackParser(objects, new DfsInserter(objects) {}, in, config);
    }

    @Override
    protected void onPackHeader(long objects) throws IOException {
        ObjectLimit.check(config, objects);
        super.onPackHeader(objects);
    }

    @Override
    protected void onObjectHeader(Source source, byte[] raw, int from, int length) throws IOException {
        EntryHeader.check(raw, from, length);
        super.onObjectHeader(source, raw, from, length);
    }

    @Override
    protected PackedObjectInfo newInfo(AnyObjectId id, @Nullable UnresolvedDelta delta, @Nullable ObjectId base) {
        PackedObjectInfo info = super.newInfo(id, delta, base);
        limit.onObject(info, base);
        return info;
    }

    @Override
    protected void onInflatedObjectData(PackedObjectInfo object, int type, byte[] data) throws IOException {
        super.onInflatedObjectData(object, type, data);
        limit.check();
    }

    @Override
    protected void onBeginOfsDelta(long position, long basePosition, long inflatedSize) throws IOException {
        limit.onOffset(basePosition);
        super.onBeginOfsDelta(position, basePosition, inflatedSize);
    }

    @Override
    protected void onBeginRefDelta(long position, AnyObjectId base, long inflatedSize) throws IOException {
        limit.onId(base);
        super.onBeginRefDelta(position, base, inflatedSize);
    }
}
