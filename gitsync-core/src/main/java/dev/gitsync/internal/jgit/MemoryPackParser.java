package dev.gitsync.internal.jgit;

import dev.gitsync.repository.pack.IncomingPackCheck;
import dev.gitsync.repository.pack.PackLimits;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.internal.storage.dfs.DfsInserter;
import org.eclipse.jgit.internal.storage.dfs.DfsObjDatabase;
import org.eclipse.jgit.internal.storage.dfs.DfsPackParser;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.PackedObjectInfo;
import org.jspecify.annotations.Nullable;

/** Receives a pack like JGit, but with an {@link IncomingPackCheck}. */
final class MemoryPackParser extends DfsPackParser {
    private final IncomingPackCheck check;

    MemoryPackParser(DfsObjDatabase objects, DfsInserter inserter, InputStream in, PackLimits limits) {
        super(objects, inserter, in);
        this.check = new IncomingPackCheck(limits);
    }

    @Override
    protected void onPackHeader(long objects) throws IOException {
        check.onPackHeader(objects);
        super.onPackHeader(objects);
    }

    @Override
    protected void onObjectHeader(Source source, byte[] raw, int from, int length) throws IOException {
        check.onObjectHeader(raw, from, length);
        super.onObjectHeader(source, raw, from, length);
    }

    @Override
    protected PackedObjectInfo newInfo(AnyObjectId id, @Nullable UnresolvedDelta delta, @Nullable ObjectId base) {
        return check.newInfo(super.newInfo(id, delta, base), base);
    }

    @Override
    protected void onInflatedObjectData(PackedObjectInfo object, int type, byte[] data) throws IOException {
        super.onInflatedObjectData(object, type, data);
        check.onInflatedObjectData();
    }

    @Override
    protected void onBeginOfsDelta(long position, long basePosition, long inflatedSize) throws IOException {
        check.onBeginOfsDelta(basePosition);
        super.onBeginOfsDelta(position, basePosition, inflatedSize);
    }

    @Override
    protected void onBeginRefDelta(long position, AnyObjectId base, long inflatedSize) throws IOException {
        check.onBeginRefDelta(base);
        super.onBeginRefDelta(position, base, inflatedSize);
    }
}
