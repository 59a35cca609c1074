package dev.gitsync.tests.repository;

import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * A batch of ref updates that is carried out by the real ref database, and watched.
 *
 * <p>In a class cycle with {@link WatchedRefs}: JGit has a ref database create the batches that move its refs.
 */
final class WatchedBatch extends BatchRefUpdate {
    private final RefDatabase real;
    private final Watch watch;

    WatchedBatch(WatchedRefs watched, RefDatabase real, Watch watch) {
        super(watched);
        this.real = real;
        this.watch = watch;
        setAtomic(real.newBatchUpdate().isAtomic());
    }

    @Override
    public void execute(RevWalk walk, ProgressMonitor monitor, @Nullable List<String> options) throws IOException {
        watch.around(RepositoryCall.MOVE_REFS, () -> {
            copy().execute(walk, monitor, options);
            return true;
        });
    }

    private BatchRefUpdate copy() {
        BatchRefUpdate batch = real.newBatchUpdate();
        batch.setAtomic(isAtomic()).setAllowNonFastForwards(isAllowNonFastForwards());
        if (isRefLogDisabled()) {
            batch.disableRefLog();
        } else {
            batch.setRefLogMessage(getRefLogMessage(), isRefLogIncludingResult());
            batch.setRefLogIdent(getRefLogIdent()).setForceRefLog(isForceRefLog());
        }
        batch.addCommand(getCommands());
        return batch;
    }
}
