package dev.gitsync.tests.repository;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.lib.RefRename;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.ReflogReader;
import org.jspecify.annotations.Nullable;

/** Refs that are watched. */
final class WatchedRefs extends RefDatabase {
    private final RefDatabase delegate;
    private final Watch watch;

    WatchedRefs(RefDatabase delegate, Watch watch) {
        this.delegate = delegate;
        this.watch = watch;
    }

    @Override
    public BatchRefUpdate newBatchUpdate() {
        return new WatchedBatch(this, delegate, watch);
    }

    @Override
    public RefUpdate newUpdate(String name, boolean detach) throws IOException {
        return watch.around(RepositoryCall.MOVE_REFS, () -> delegate.newUpdate(name, detach));
    }

    @Override
    public RefRename newRename(String from, String to) throws IOException {
        return watch.around(RepositoryCall.MOVE_REFS, () -> delegate.newRename(from, to));
    }

    @Override
    public @Nullable Ref exactRef(String name) throws IOException {
        return watch.around(RepositoryCall.READ_REFS, () -> Optional.ofNullable(delegate.exactRef(name)))
                .orElse(null);
    }

    @Override
    public Map<String, Ref> exactRef(String... names) throws IOException {
        return watch.around(RepositoryCall.READ_REFS, () -> delegate.exactRef(names));
    }

    @Override
    @Deprecated
    @SuppressWarnings("deprecation")
    public Map<String, Ref> getRefs(String prefix) throws IOException {
        return watch.around(RepositoryCall.READ_REFS, () -> delegate.getRefs(prefix));
    }

    @Override
    public List<Ref> getRefs() throws IOException {
        return watch.around(RepositoryCall.READ_REFS, () -> delegate.getRefs());
    }

    @Override
    public List<Ref> getRefsByPrefix(String prefix) throws IOException {
        return watch.around(RepositoryCall.READ_REFS, () -> delegate.getRefsByPrefix(prefix));
    }

    @Override
    public List<Ref> getRefsByPrefix(String... prefixes) throws IOException {
        return watch.around(RepositoryCall.READ_REFS, () -> delegate.getRefsByPrefix(prefixes));
    }

    @Override
    public Set<Ref> getTipsWithSha1(ObjectId id) throws IOException {
        return watch.around(RepositoryCall.READ_REFS, () -> delegate.getTipsWithSha1(id));
    }

    @Override
    public boolean hasRefs() throws IOException {
        return watch.around(RepositoryCall.READ_REFS, delegate::hasRefs);
    }

    @Override
    public List<Ref> getAdditionalRefs() throws IOException {
        return watch.around(RepositoryCall.READ_REFS, delegate::getAdditionalRefs);
    }

    @Override
    public Ref peel(Ref ref) throws IOException {
        return watch.around(RepositoryCall.READ_REFS, () -> delegate.peel(ref));
    }

    @Override
    public boolean isNameConflicting(String name) throws IOException {
        return watch.around(RepositoryCall.READ_REFS, () -> delegate.isNameConflicting(name));
    }

    @Override
    public Collection<String> getConflictingNames(String name) throws IOException {
        return watch.around(RepositoryCall.READ_REFS, () -> delegate.getConflictingNames(name));
    }

    @Override
    public ReflogReader getReflogReader(Ref ref) throws IOException {
        return delegate.getReflogReader(ref);
    }

    @Override
    public boolean hasFastTipsWithSha1() throws IOException {
        return delegate.hasFastTipsWithSha1();
    }

    @Override
    public boolean hasVersioning() {
        return delegate.hasVersioning();
    }

    @Override
    public boolean performsAtomicTransactions() {
        return delegate.performsAtomicTransactions();
    }

    @Override
    public void refresh() {
        delegate.refresh();
    }

    @Override
    public void create() throws IOException {
        delegate.create();
    }

    @Override
    public void close() {
        delegate.close();
    }
}
