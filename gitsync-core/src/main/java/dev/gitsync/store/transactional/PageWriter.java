package dev.gitsync.store.transactional;

import dev.gitsync.model.Cursor;
import dev.gitsync.model.Space;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.plan.PlanLookup;
import java.util.Objects;

/**
 * The services of a wiki that write one page at a time. {@link TransactionalPageStore} calls them on one thread, within one
 * transaction of its {@link dev.gitsync.store.TransactionRunner}, for each push in this order: {@link #lock}, {@link #pages}, {@link
 * #end}, the writes, {@link #keepToken}, {@link #end}. If a write throws, or a result is not {@link WriteResult.Written}, no other
 * call follows, and the transaction is rolled back. Safe for use by several threads.
 *
 * <p>Each write makes exactly one change of the feed, with the author, time, message and git origin of {@link
 * PageChange#provenance()}. {@code actor} is the wiki's id of the user who pushed.
 *
 * <p>The pages form a tree after each write. The order of writes does not consider titles: if siblings need distinct
 * titles, the service may refuse a push in which a page takes the title of a sibling that the same push renames or
 * deletes. The user then has to split the push in two.
 */
public interface PageWriter {
    /**
     * Locks the pages of a space until the transaction ends, against every other writer of gitsync or of the wiki: data read
     * after this call stays valid. In SQL, the usual lock is the row of the space.
     *
     * @return the newest fencing token passed to {@link #keepToken} for this space, or 0
     */
    long lock(Space space);

    /** Stores the fencing token of the space in this transaction. */
    void keepToken(Space space, long token);

    /** Returns a lookup of the pages of the space as this transaction sees them. */
    PlanLookup pages(Space space);

    /**
     * Returns the end of the feed, as this transaction sees it. If the end is not known before the commit, keep the default;
     * gitsync then reads the changes of a push again from the feed and recognizes them.
     */
    default Cursor end(Space space) {
        return Cursor.START;
    }

    /** Creates a page under the given id; the parent is live. */
    WriteResult create(Space space, PageChange.Create page, String actor);

    /** Changes the text or the title of a live page, or both; its parent does not change. */
    WriteResult update(Space space, PageChange.Update page, String actor);

    /**
     * Moves a live page to another parent, which is live and not a descendant of the page, and sets the text and title of
     * {@code page}, which may differ from the current ones. By default calls {@link #update}.
     */
    default WriteResult move(Space space, PageChange.Update page, String actor) {
        return update(space, page, actor);
    }

    /** Moves a page to the trash; it has no live descendants. */
    WriteResult delete(Space space, PageChange.Delete page, String actor);

    /** Restores a page from the trash, with its old id and the given content; the parent is live. */
    WriteResult restore(Space space, PageChange.Restore page, String actor);

    /**
     * Creates, replaces, moves, renames or restores an attachment, whose page is live and whose contents are stored. Called only if
     * the store was created {@linkplain TransactionalPageStore#withAttachments with attachments}; the default throws.
     */
    default WriteResult putAttachment(Space space, PageChange.PutAttachment attachment, String actor) {
        throw new IllegalStateException("These services write no attachments");
    }

    /** Moves an attachment to the trash. Called only if the store was created with attachments; the default throws. */
    default WriteResult deleteAttachment(Space space, PageChange.Delete attachment, String actor) {
        throw new IllegalStateException("These services write no attachments");
    }

    /** The result of one write to one page. After any result but {@link Written}, the whole transaction is rolled back. */
    sealed interface WriteResult {
        /** Calls the method of {@code visitor} for this case, and returns its result. */
        <T> T accept(Visitor<T> visitor);

        /**
         * The page is written.
         *
         * @param version the current version of the page; for a deleted page, the version of its tombstone
         */
        record Written(long version) implements WriteResult {
            @Override
            public <T> T accept(Visitor<T> visitor) {
                return visitor.visitWritten(this);
            }
        }

        /**
         * The page is not in the expected state, because another writer has changed it. The engine plans the push
         * again.
         */
        record Stale() implements WriteResult {
            @Override
            public <T> T accept(Visitor<T> visitor) {
                return visitor.visitStale(this);
            }
        }

        /**
         * A rule of the wiki forbids the write.
         *
         * @param reason a sentence for the pusher
         */
        record Refused(String reason) implements WriteResult {
            /** Checks that the reason is not null. */
            public Refused {
                Objects.requireNonNull(reason, "reason");
            }

            @Override
            public <T> T accept(Visitor<T> visitor) {
                return visitor.visitRefused(this);
            }
        }

        /**
         * Handles each case of {@link WriteResult}. A later version that adds a case adds a {@code default} method for it, which
         * forwards to the nearest existing case, so that callers continue to compile and run.
         *
         * @param <T> the type of the visitor's results
         */
        interface Visitor<T> {
            /** Handles {@link Written}. */
            T visitWritten(Written written);

            /** Handles {@link Stale}. */
            T visitStale(Stale stale);

            /** Handles {@link Refused}. */
            T visitRefused(Refused refused);
        }
    }
}
