package dev.gitsync.internal.pull;

import dev.gitsync.model.Change;
import dev.gitsync.model.Space;
import dev.gitsync.report.SyncListener;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageStore;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports the progress of a long pull: to the listener after each batch, and to the log at intervals. */
final class ProgressReporter {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressReporter.class);
    private static final long LOGGED_EVERY = 10_000;

    private final PageStore store;
    private final SyncListener listener;

    ProgressReporter(PageStore store, SyncListener listener) {
        this.store = store;
        this.listener = listener;
    }

    /** Reports a batch, which ends with change number {@code read} and is not the last. */
    void report(Space space, long read, ChangeBatch batch) {
        List<Change> changes = batch.changes();
        SyncListener.Progress progress = new SyncListener.Progress(
                read,
                store.remaining(space, batch.next()),
                changes.get(changes.size() - 1).provenance().time());
        long before = read - changes.size();
        if (before / LOGGED_EVERY != read / LOGGED_EVERY) {
            LOG.info(
                    "Space {}: imported {} changes of the wiki, up to {}; {} remaining",
                    space.id(),
                    progress.changes(),
                    progress.reached(),
                    progress.remaining().isPresent() ? progress.remaining().getAsLong() : "more");
        }
        try {
            listener.onProgress(space, progress);
        } catch (RuntimeException | Error e) {
            LOG.warn("Space {}: a listener failed", space.id(), e);
        }
    }
}
