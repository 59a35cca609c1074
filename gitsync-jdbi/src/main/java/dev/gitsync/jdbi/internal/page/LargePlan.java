package dev.gitsync.jdbi.internal.page;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Checks the foreign keys of a large plan before the transaction ends. They are deferred, so PostgreSQL would check them in the
 * COMMIT, which takes seconds for tens of thousands of rows. The client waits only briefly for the answer to a COMMIT, and a COMMIT
 * whose answer comes too late looks like one that was lost.
 */
public final class LargePlan {
    /** The fewest changes of a large plan. The keys of fewer rows are checked within some 100 ms. */
    static final int MIN_CHANGES = 1_000;

    /** The deferred keys of pages, revisions and attachments. */
    private static final List<String> KEYS = List.of(
            "gitsync_pages_revision",
            "gitsync_pages_space_id_parent_id_fkey",
            "gitsync_revisions_space_id_page_id_fkey",
            "gitsync_revisions_attachment",
            "gitsync_attachments_space_id_page_id_fkey");

    private LargePlan() {}

    /**
     * Checks the keys of the rows that this transaction has written, if they are many. Each key takes a statement, so that
     * each has the time that a statement may take. The keys are deferred again afterwards.
     */
    public static void checkKeys(Handle handle, int changes) {
        if (changes < MIN_CHANGES) {
            return;
        }
        for (String key : KEYS) {
            handle.execute("SET CONSTRAINTS " + key + " IMMEDIATE");
        }
        handle.execute("SET CONSTRAINTS " + String.join(", ", KEYS) + " DEFERRED");
    }
}
