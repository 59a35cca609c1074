package dev.gitsync.internal.jgit.forward;

import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** A batch of ref updates that another database executes. */
public abstract class ForwardingBatch extends BatchRefUpdate {
    private final RefDatabase delegate;

    /** Creates a batch of {@code refs} that {@code delegate} executes. */
    protected ForwardingBatch(RefDatabase refs, RefDatabase delegate) {
        super(refs);
        this.delegate = delegate;
        setAtomic(delegate.newBatchUpdate().isAtomic());
    }

    @Override
    public void execute(RevWalk walk, ProgressMonitor monitor, @Nullable List<String> options) throws IOException {
        copy().execute(walk, monitor, options);
    }

    private BatchRefUpdate copy() {
        BatchRefUpdate batch = delegate.newBatchUpdate();
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
