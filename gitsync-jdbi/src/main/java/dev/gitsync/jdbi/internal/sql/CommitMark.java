package dev.gitsync.jdbi.internal.sql;

import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * The row by which one transaction is recognised (see {@link ConfirmedTransaction}). It goes along with a statement that writes
 * anyway, or is a statement of its own. A transaction that joins another one needs none. Not safe for use by several threads.
 */
public final class CommitMark {
    private final UUID nonce = UUID.randomUUID();
    private final boolean isNeeded;
    private boolean isLeft;

    private CommitMark(boolean isNeeded) {
        this.isNeeded = isNeeded;
    }

    static CommitMark needed() {
        return new CommitMark(true);
    }

    static CommitMark notNeeded() {
        return new CommitMark(false);
    }

    UUID nonce() {
        return nonce;
    }

    /** Whether the transaction has the row, and so has written. */
    boolean isLeft() {
        return isLeft;
    }

    /** One more part of a {@code WITH} that writes, with a comma before it; empty where none is needed or one is there. */
    public String alongWith() {
        return isNeeded && !isLeft
                ? ", commit_mark AS (INSERT INTO gitsync_commit_marks (nonce) VALUES (:commitMark))"
                : "";
    }

    /** Binds what {@link #alongWith} says; call it once for a statement that has that part. */
    public void bind(SqlStatement<?> statement) {
        if (isNeeded && !isLeft) {
            statement.bind("commitMark", nonce);
            isLeft = true;
        }
    }

    /** Leaves the mark by a statement of its own, if the transaction has written anything. */
    public void leave(Handle handle) {
        if (isNeeded && !isLeft) {
            isLeft = handle.createUpdate("""
                                    INSERT INTO gitsync_commit_marks (nonce)
                                    SELECT :commitMark WHERE pg_current_xact_id_if_assigned() IS NOT NULL""").bind("commitMark", nonce).execute() == 1;
        }
    }
}
