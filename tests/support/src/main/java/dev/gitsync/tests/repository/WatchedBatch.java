package dev.gitsync.tests.repository;

import dev.gitsync.internal.jgit.forward.ForwardingBatch;
import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** A batch of ref updates that the real ref database executes, and that is watched. */
final class WatchedBatch extends ForwardingBatch {
    private final Watch watch;

    WatchedBatch(RefDatabase watched, RefDatabase real, Watch watch) {
        super(watched, real);
        this.watch = watch;
    }

    @Override
    public void execute(RevWalk walk, ProgressMonitor monitor, @Nullable List<String> options) throws IOException {
        watch.around(RepositoryCall.MOVE_REFS, () -> {
            super.execute(walk, monitor, options);
            return true;
        });
    }
}
