package dev.gitsync.jdbi.internal.sql;

import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Deletes old {@link CommitMark}s in occasional batches. Safe for use by several threads. */
public final class CommitMarkCleanup {
    /** How long a mark is kept; the outcome is queried within seconds. */
    public static final int GRACE_MINUTES = 60;

    private static final int EVERY = 500;
    private static final int MOST = 10 * EVERY;

    private final AtomicInteger writes = new AtomicInteger();

    /**
     * Counts a write that is about to begin, and deletes old marks before every 500th write. A failed cleanup is left
     * to the next one.
     */
    void beforeWrite(Jdbi jdbi) {
        if (writes.incrementAndGet() % EVERY == 0) {
            try {
                deleteOld(jdbi);
            } catch (JdbiException e) {
                // The write itself reports what is wrong with the database.
            }
        }
    }

    /** Deletes old marks; concurrent cleanups skip each other's rows. */
    public static int deleteOld(Jdbi jdbi) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        DELETE FROM gitsync_commit_marks WHERE nonce IN (
                            SELECT nonce FROM gitsync_commit_marks
                            WHERE written_at < clock_timestamp() - :minutes * interval '1 minute'
                            ORDER BY written_at LIMIT :most FOR UPDATE SKIP LOCKED)""")
                .bind("minutes", GRACE_MINUTES)
                .bind("most", MOST)
                .execute());
    }
}
