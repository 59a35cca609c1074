package dev.gitsync.internal.jgit;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.lib.RefRename;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.ReflogReader;
import org.jspecify.annotations.Nullable;

/** The refs of another database; publishes the objects that they may point to before they move. */
final class PublishingRefs extends RefDatabase {
    private final RefDatabase delegate;
    private final ObjectPublisher objects;

    PublishingRefs(RefDatabase delegate, ObjectPublisher objects) {
        this.delegate = delegate;
        this.objects = objects;
    }

    @Override
    public BatchRefUpdate newBatchUpdate() {
        return new PublishingBatch(this, delegate, objects);
    }

    /** Publishes the objects at once: the target of the update, and whether it will be executed, are not known here. */
    @Override
    public RefUpdate newUpdate(String name, boolean detach) throws IOException {
        objects.publish();
        return delegate.newUpdate(name, detach);
    }

    @Override
    public RefRename newRename(String from, String to) throws IOException {
        return delegate.newRename(from, to);
    }

    @Override
    public @Nullable Ref exactRef(String name) throws IOException {
        return delegate.exactRef(name);
    }

    @Override
    public Map<String, Ref> exactRef(String... names) throws IOException {
        return delegate.exactRef(names);
    }

    @Override
    @Deprecated
    @SuppressWarnings("deprecation")
    public Map<String, Ref> getRefs(String prefix) throws IOException {
        return delegate.getRefs(prefix);
    }

    @Override
    public List<Ref> getRefs() throws IOException {
        return delegate.getRefs();
    }

    @Override
    public List<Ref> getRefsByPrefix(String prefix) throws IOException {
        return delegate.getRefsByPrefix(prefix);
    }

    @Override
    public List<Ref> getRefsByPrefix(String... prefixes) throws IOException {
        return delegate.getRefsByPrefix(prefixes);
    }

    @Override
    public Set<Ref> getTipsWithSha1(ObjectId id) throws IOException {
        return delegate.getTipsWithSha1(id);
    }

    @Override
    public boolean hasRefs() throws IOException {
        return delegate.hasRefs();
    }

    @Override
    public List<Ref> getAdditionalRefs() throws IOException {
        return delegate.getAdditionalRefs();
    }

    @Override
    public Ref peel(Ref ref) throws IOException {
        return delegate.peel(ref);
    }

    @Override
    public boolean isNameConflicting(String name) throws IOException {
        return delegate.isNameConflicting(name);
    }

    @Override
    public Collection<String> getConflictingNames(String name) throws IOException {
        return delegate.getConflictingNames(name);
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
