package dev.gitsync.tests.repository;

import java.io.IOException;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectDatabase;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;

/** Objects whose readers and inserters are watched. */
final class WatchedObjects extends ObjectDatabase {
    private final Repository repository;
    private final ObjectDatabase delegate;
    private final Watch watch;

    WatchedObjects(Repository repository, Watch watch) {
        this.repository = repository;
        this.delegate = repository.getObjectDatabase();
        this.watch = watch;
    }

    @Override
    public ObjectInserter newInserter() {
        return new WatchedInserter(repository.newObjectInserter(), watch);
    }

    @Override
    public ObjectReader newReader() {
        return new WatchedReader(repository.newObjectReader(), watch);
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
