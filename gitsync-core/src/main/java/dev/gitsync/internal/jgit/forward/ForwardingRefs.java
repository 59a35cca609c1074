package dev.gitsync.internal.jgit.forward;

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

/** Refs that forward to another database. */
public abstract class ForwardingRefs extends RefDatabase {
    private final RefDatabase delegate;

    /** Creates refs that forward to {@code delegate}. */
    protected ForwardingRefs(RefDatabase delegate) {
        this.delegate = delegate;
    }

    /** Returns the database that this one forwards to. */
    protected final RefDatabase delegate() {
        return delegate;
    }

    /** Reads from the other database. Every method that reads refs passes through here. */
    protected <T extends @Nullable Object> T read(Reading<T> reading) throws IOException {
        return reading.read();
    }

    /** A call that reads refs. */
    @FunctionalInterface
    protected interface Reading<T extends @Nullable Object> {
        T read() throws IOException;
    }

    @Override
    public abstract BatchRefUpdate newBatchUpdate();

    @Override
    public RefUpdate newUpdate(String name, boolean detach) throws IOException {
        return delegate.newUpdate(name, detach);
    }

    @Override
    public RefRename newRename(String from, String to) throws IOException {
        return delegate.newRename(from, to);
    }

    @Override
    public @Nullable Ref exactRef(String name) throws IOException {
        return read(() -> delegate.exactRef(name));
    }

    @Override
    public Map<String, Ref> exactRef(String... names) throws IOException {
        return read(() -> delegate.exactRef(names));
    }

    @Override
    @Deprecated
    @SuppressWarnings("deprecation")
    public Map<String, Ref> getRefs(String prefix) throws IOException {
        return read(() -> delegate.getRefs(prefix));
    }

    @Override
    public List<Ref> getRefs() throws IOException {
        return read(() -> delegate.getRefs());
    }

    @Override
    public List<Ref> getRefsByPrefix(String prefix) throws IOException {
        return read(() -> delegate.getRefsByPrefix(prefix));
    }

    @Override
    public List<Ref> getRefsByPrefix(String... prefixes) throws IOException {
        return read(() -> delegate.getRefsByPrefix(prefixes));
    }

    @Override
    public Set<Ref> getTipsWithSha1(ObjectId id) throws IOException {
        return read(() -> delegate.getTipsWithSha1(id));
    }

    @Override
    public boolean hasRefs() throws IOException {
        return read(() -> delegate.hasRefs());
    }

    @Override
    public List<Ref> getAdditionalRefs() throws IOException {
        return read(() -> delegate.getAdditionalRefs());
    }

    @Override
    public Ref peel(Ref ref) throws IOException {
        return read(() -> delegate.peel(ref));
    }

    @Override
    public boolean isNameConflicting(String name) throws IOException {
        return read(() -> delegate.isNameConflicting(name));
    }

    @Override
    public Collection<String> getConflictingNames(String name) throws IOException {
        return read(() -> delegate.getConflictingNames(name));
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
