package dev.gitsync.tests.repository;

import dev.gitsync.internal.jgit.forward.ForwardingRepository;
import org.eclipse.jgit.lib.ObjectDatabase;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.lib.Repository;

/** A bare repository whose objects and refs are watched. */
final class WatchedRepository extends ForwardingRepository {
    private final ObjectDatabase objects;
    private final RefDatabase refs;

    WatchedRepository(Repository delegate, Watch watch) {
        super(delegate);
        this.objects = new WatchedObjects(delegate, watch);
        this.refs = new WatchedRefs(delegate.getRefDatabase(), watch);
    }

    @Override
    public ObjectDatabase getObjectDatabase() {
        return objects;
    }

    @Override
    public ObjectInserter newObjectInserter() {
        return objects.newInserter();
    }

    @Override
    public ObjectReader newObjectReader() {
        return objects.newReader();
    }

    @Override
    public RefDatabase getRefDatabase() {
        return refs;
    }
}
