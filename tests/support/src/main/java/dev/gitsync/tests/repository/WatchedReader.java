package dev.gitsync.tests.repository;

import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.BitmapIndex;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/** A reader that is watched. JGit's own filter would not report its queues of objects; here each object is read separately. */
final class WatchedReader extends ObjectReader {
    private final ObjectReader delegate;
    private final Watch watch;

    WatchedReader(ObjectReader delegate, Watch watch) {
        this.delegate = delegate;
        this.watch = watch;
    }

    @Override
    public ObjectReader newReader() {
        return new WatchedReader(delegate.newReader(), watch);
    }

    @Override
    public ObjectLoader open(AnyObjectId id, int type) throws IOException {
        ObjectLoader loader = watch.around(RepositoryCall.READ, () -> delegate.open(id, type));
        watch.transferred(RepositoryCall.READ, loader.getSize());
        watch.held(loader.isLarge() ? 0 : loader.getSize());
        return loader;
    }

    @Override
    public boolean has(AnyObjectId id, int type) throws IOException {
        return watch.around(RepositoryCall.HAS, () -> delegate.has(id, type));
    }

    @Override
    public long getObjectSize(AnyObjectId id, int type) throws IOException {
        return watch.around(RepositoryCall.SIZE, () -> delegate.getObjectSize(id, type));
    }

    @Override
    public Collection<ObjectId> resolve(AbbreviatedObjectId id) throws IOException {
        return watch.around(RepositoryCall.HAS, () -> delegate.resolve(id));
    }

    @Override
    public Set<ObjectId> getShallowCommits() throws IOException {
        return delegate.getShallowCommits();
    }

    @Override
    public void setAvoidUnreachableObjects(boolean avoid) {
        delegate.setAvoidUnreachableObjects(avoid);
    }

    @Override
    public @Nullable BitmapIndex getBitmapIndex() throws IOException {
        return delegate.getBitmapIndex();
    }

    @Override
    public @Nullable ObjectInserter getCreatedFromInserter() {
        return delegate.getCreatedFromInserter();
    }

    @Override
    public int getStreamFileThreshold() {
        return delegate.getStreamFileThreshold();
    }

    @Override
    public void setStreamFileThreshold(int threshold) {
        delegate.setStreamFileThreshold(threshold);
    }

    @Override
    public void close() {
        delegate.close();
    }
}
