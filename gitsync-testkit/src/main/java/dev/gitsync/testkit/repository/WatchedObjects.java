package dev.gitsync.testkit.repository;

import java.io.IOException;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectDatabase;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;

/** Objects whose readers and inserters are watched. */
final class WatchedObjects extends ObjectDatabase {
    private final ObjectDatabase delegate;
    private final Watch watch;

    WatchedObjects(ObjectDatabase delegate, Watch watch) {
        this.delegate = delegate;
        this.watch = watch;
    }

    @Override
    public ObjectInserter newInserter() {
        return new WatchedInserter(delegate.newInserter(), watch);
    }

    @Override
    public ObjectReader newReader() {
        return new WatchedReader(delegate.newReader(), watch);
    }

    @Override
    public boolean exists() {
        return delegate.exists();
    }

    @Override
    public void create() throws IOException {
        delegate.create();
    }

    @Override
    public Set<ObjectId> getShallowCommits() throws IOException {
        return delegate.getShallowCommits();
    }

    @Override
    public void setShallowCommits(Set<ObjectId> shallow) throws IOException {
        delegate.setShallowCommits(shallow);
    }

    @Override
    public long getApproximateObjectCount() {
        return delegate.getApproximateObjectCount();
    }

    @Override
    public void close() {
        delegate.close();
    }
}
