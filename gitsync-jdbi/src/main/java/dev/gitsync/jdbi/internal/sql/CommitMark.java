package dev.gitsync.jdbi.internal.sql;

import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * The row that identifies one transaction (see {@link ConfirmedTransaction}). It is inserted as part of another write
 * statement or by a statement of its own. A transaction that joins another one needs no mark. Not safe for use by
 * several threads.
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

    /** Returns whether the transaction has inserted the row, and so has written. */
    boolean isLeft() {
        return isLeft;
    }

    /**
     * Returns an additional writing part of a {@code WITH} clause, with a leading comma; empty if no mark is needed or
     * the mark is already inserted.
     */
    public String withClause() {
        return isNeeded && !isLeft
                ? ", commit_mark AS (INSERT INTO gitsync_commit_marks (nonce) VALUES (:commitMark))"
                : "";
    }

    /** Binds the parameters of {@link #withClause}; call it once for a statement that has that part. */
    public void bind(SqlStatement<?> statement) {
        if (isNeeded && !isLeft) {
            statement.bind("commitMark", nonce);
            isLeft = true;
        }
    }

    /** Inserts the mark with a statement of its own, if the transaction has written anything. */
    public void leave(Handle handle) {
        if (isNeeded && !isLeft) {
            isLeft = handle.createUpdate("""
                                    INSERT INTO gitsync_commit_marks (nonce)
                                    SELECT :commitMark WHERE pg_current_xact_id_if_assigned() IS NOT NULL""").bind("commitMark", nonce).execute() == 1;
        }
    }
}
