package dev.gitsync.internal.pull;

import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.AttachmentRevision;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Space;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageStore;
import java.util.List;

/**
 * Reads the feed in batches whose attachments have a limited size, because the refs move and the deadline of the cycle is checked only
 * between batches. A batch that is too large is read again with fewer changes, so that its end is a cursor of the feed.
 */
final class BatchReader {
    /** The size of the attachments after which the refs move, in bytes. The last attachment of a batch may exceed it. */
    static final long MOST_BYTES = 256L << 20;

    /** The number of changes per batch. */
    private static final int BATCH = 500;

    private final PageStore store;

    BatchReader(PageStore store) {
        this.store = store;
    }

    /**
     * Reads the changes after a cursor.
     *
     * @param budget the budget of the cycle; the batch is no larger than what it still has steps for, apart from the last change
     * @param before the size of the attachments that were imported since the refs moved, in bytes
     */
    ChangeBatch read(Space space, Cursor after, WorkBudget budget, long before) {
        ChangeBatch batch = store.changes(space, after, BATCH);
        long room = before < MOST_BYTES ? MOST_BYTES - before : MOST_BYTES;
        int fitting = fitting(batch.changes(), Math.min(room, budget.leftBytes()));
        return fitting == batch.changes().size() ? batch : store.changes(space, after, fitting);
    }

    /** Returns how many of these changes fit into this number of bytes, together with the change that exceeds it. */
    static int fitting(List<Change> changes, long room) {
        long bytes = 0;
        int count = 0;
        while (count < changes.size() && (count == 0 || bytes < room)) {
            bytes += bytes(changes.get(count));
            count++;
        }
        return count;
    }

    /** Returns the size of the contents of an attachment; zero for other changes. */
    static long bytes(Change change) {
        return change instanceof AttachmentRevision revision
                ? revision.content().size()
                : 0;
    }
}
