package dev.gitsync.tests.repository;

import dev.gitsync.internal.jgit.forward.ForwardingRefs;
import java.io.IOException;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.lib.RefRename;
import org.eclipse.jgit.lib.RefUpdate;
import org.jspecify.annotations.Nullable;

/** Refs that are watched. */
final class WatchedRefs extends ForwardingRefs {
    private final Watch watch;

    WatchedRefs(RefDatabase delegate, Watch watch) {
        super(delegate);
        this.watch = watch;
    }

    @Override
    protected <T extends @Nullable Object> T read(Reading<T> reading) throws IOException {
        return watch.around(RepositoryCall.READ_REFS, reading::read);
    }

    @Override
    public BatchRefUpdate newBatchUpdate() {
        return new WatchedBatch(this, delegate(), watch);
    }

    @Override
    public RefUpdate newUpdate(String name, boolean detach) throws IOException {
        return watch.around(RepositoryCall.MOVE_REFS, () -> super.newUpdate(name, detach));
    }

    @Override
    public RefRename newRename(String from, String to) throws IOException {
        return watch.around(RepositoryCall.MOVE_REFS, () -> super.newRename(from, to));
    }
}
