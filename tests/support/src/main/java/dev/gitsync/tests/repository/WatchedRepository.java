package dev.gitsync.tests.repository;

import java.io.IOException;
import org.eclipse.jgit.attributes.AttributesNodeProvider;
import org.eclipse.jgit.lib.ObjectDatabase;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.lib.StoredConfig;

/** A bare repository whose objects and refs are watched. */
final class WatchedRepository extends Repository {
    private final Repository delegate;
    private final ObjectDatabase objects;
    private final RefDatabase refs;

    WatchedRepository(Repository delegate, Watch watch) {
        super(new RepositoryBuilder()
                .setGitDir(delegate.getDirectory())
                .setFS(delegate.getFS())
                .setBare());
        this.delegate = delegate;
        this.objects = new WatchedObjects(delegate, watch);
        this.refs = new WatchedRefs(delegate.getRefDatabase(), watch);
    }

    Repository delegate() {
        return delegate;
    }

    @Override
    public ObjectDatabase getObjectDatabase() {
        return objects;
    }

    @Override
    public RefDatabase getRefDatabase() {
        return refs;
    }

    @Override
    public void create(boolean bare) throws IOException {
        delegate.create(bare);
    }

    @Override
    public String getIdentifier() {
        return delegate.getIdentifier();
    }

    @Override
    public StoredConfig getConfig() {
        return delegate.getConfig();
    }

    @Override
    public AttributesNodeProvider createAttributesNodeProvider() {
        return delegate.createAttributesNodeProvider();
    }

    @Override
    public void scanForRepoChanges() throws IOException {
        delegate.scanForRepoChanges();
    }

    @Override
    public void notifyIndexChanged(boolean internal) {
        delegate.notifyIndexChanged(internal);
    }

    @Override
    protected void doClose() {
        delegate.close();
    }
}
