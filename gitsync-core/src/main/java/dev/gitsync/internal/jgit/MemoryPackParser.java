package dev.gitsync.internal.jgit;

import dev.gitsync.repository.pack.DeltaLimit;
import dev.gitsync.repository.pack.EntryHeader;
import dev.gitsync.repository.pack.ObjectLimit;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.internal.storage.dfs.DfsInserter;
import org.eclipse.jgit.internal.storage.dfs.DfsPackParser;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.PackedObjectInfo;
import org.jspecify.annotations.Nullable;

/** Receives a pack as JGit does, within a {@link DeltaLimit} and an {@link ObjectLimit}, and with an {@link EntryHeader} that git reads too. */
final class MemoryPackParser extends DfsPackParser {
    private final Config config;
    private final DeltaLimit limit;

    MemoryPackParser(InMemoryRepository repository, DfsInserter inserter, InputStream in) {
        super(repository.getObjectDatabase(), inserter, in);
        this.config = repository.getConfig();
        this.limit = DeltaLimit.of(config);
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
