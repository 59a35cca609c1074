package dev.gitsync.internal.jgit.forward;

import java.io.IOException;
import org.eclipse.jgit.attributes.AttributesNodeProvider;
import org.eclipse.jgit.lib.ObjectDatabase;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.lib.StoredConfig;

/** A bare repository that forwards to another one, and closes it when it is closed itself. */
public abstract class ForwardingRepository extends Repository {
    private final Repository delegate;

    /** Creates a repository that forwards to {@code delegate}. */
    protected ForwardingRepository(Repository delegate) {
        super(new RepositoryBuilder()
                .setGitDir(delegate.getDirectory())
                .setFS(delegate.getFS())
                .setBare());
        this.delegate = delegate;
    }

    @Override
    public ObjectDatabase getObjectDatabase() {
        return delegate.getObjectDatabase();
    }

    @Override
    public ObjectInserter newObjectInserter() {
        return delegate.newObjectInserter();
    }

    @Override
    public ObjectReader newObjectReader() {
        return delegate.newObjectReader();
    }

    @Override
    public RefDatabase getRefDatabase() {
        return delegate.getRefDatabase();
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
    public String toString() {
        return delegate.toString();
    }

    /** Does not close the parts, unlike JGit: the delegate closes its own. */
    @Override
    protected void doClose() {
        delegate.close();
    }
}
