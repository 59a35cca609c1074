package dev.gitsync.tests.repository;

import dev.gitsync.error.StoreException;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.pack.PackLimits;
import dev.gitsync.store.TransactionDomain;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Wraps every repository that another store opens, so that each call on it is watched. The wrapped repository reads and moves refs as
 * JGit's do, and ignores hints, whatever the other store can do better.
 */
abstract class WatchedRepositoryStore implements RepositoryStore {
    private final RepositoryStore delegate;
    private final Watch watch;

    WatchedRepositoryStore(RepositoryStore delegate, Watch watch) {
        this.delegate = delegate;
        this.watch = watch;
    }

    @Override
    public SpaceRepository open(Space space, PackLimits limits) {
        try {
            return watch.around(
                    RepositoryCall.OPEN,
                    () -> SpaceRepository.of(
                            new WatchedRepository(delegate.open(space, limits).git(), watch)));
        } catch (IOException e) {
            throw new StoreException("The repository of space " + space.id() + " can't be opened", e);
        }
    }

    @Override
    public Optional<Map<SpaceId, String>> versionTokens(Collection<Space> spaces) {
        return delegate.versionTokens(spaces);
    }

    @Override
    public Optional<TransactionDomain> transactionDomain() {
        return delegate.transactionDomain();
    }

    @Override
    public Optional<Runnable> pendingCompaction(Space space) {
        return delegate.pendingCompaction(space);
    }

    @Override
    public boolean needsMaintenance(Space space) {
        return delegate.needsMaintenance(space);
    }

    @Override
    public List<SpaceId> withPrefix(String prefix) {
        return delegate.withPrefix(prefix);
    }

    @Override
    public void remove(Space space) {
        delegate.remove(space);
    }

    @Override
    public boolean maintain(Space space) throws InterruptedException {
        return delegate.maintain(space);
    }
}
