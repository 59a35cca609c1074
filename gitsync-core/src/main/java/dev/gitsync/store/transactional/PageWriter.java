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
 * <p>The pages are a tree after each write. Nothing is said about titles: where siblings need distinct ones, a push in which a page
 * takes the title of a sibling that the same push renames or deletes may be refused by the service, and has to be made in two.
 */
public interface PageWriter {
    /**
     * Locks the pages of a space until the transaction ends, against every other writer of gitsync or of the wiki: what is read
     * after this stays true. In SQL, the row of the space is the usual lock.
     *
     * @return the newest fencing token that {@link #keepToken} was called with for this space, or 0
     */
    long lock(Space space);

    /** Stores a fencing token, a number of the space's own, in this transaction. */
    void keepToken(Space space, long token);

    /** Returns a lookup of the pages of the space as this transaction sees them. */
    PlanLookup pages(Space space);

    /**
     * Returns where the feed ends, as this transaction sees it. A feed that can't tell before the commit keeps the default; then
     * gitsync reads the changes of a push once more from the feed, and finds that it knows them.
     */
    default Cursor end(Space space) {
        return Cursor.START;
    }

    /** Creates a page under the given id; the parent is live. */
    WriteResult create(Space space, PageChange.Create page, String actor);

    /** Gives a live page another text or title, or both; its parent stays. */
    WriteResult update(Space space, PageChange.Update page, String actor);

    /**
     * Puts a live page under another parent, which is live and not below the page, and gives it the text and title of {@code
     * page}, which may be others than before. By default this is {@link #update}.
     */
    default WriteResult move(Space space, PageChange.Update page, String actor) {
        return update(space, page, actor);
    }

    /** Puts a page into the trash; no live page stands below it. */
    WriteResult delete(Space space, PageChange.Delete page, String actor);

    /** Takes a page out of the trash, under its old id and with this content; the parent is live. */
    WriteResult restore(Space space, PageChange.Restore page, String actor);

    /** What became of one write to one page. After any result but {@link Written} the whole transaction is rolled back. */
    sealed interface WriteResult {
        /** Calls the method of {@code visitor} for the case that this is, and returns what it returns. */
        <T> T accept(Visitor<T> visitor);

        /**
         * The page is written.
         *
         * @param version the version that it has now; of a deleted page, that of its tombstone
         */
        record Written(long version) implements WriteResult {
            @Override
            public <T> T accept(Visitor<T> visitor) {
                return visitor.visitWritten(this);
            }
        }

        /** The page is not as the change expects it: another writer was faster. The push is planned again. */
        record Stale() implements WriteResult {
            @Override
            public <T> T accept(Visitor<T> visitor) {
                return visitor.visitStale(this);
            }
        }

        /**
         * The wiki has a rule against it.
         *
         * @param reason a sentence for the person who pushed
         */
        record Refused(String reason) implements WriteResult {
            /** Checks that the reason is there. */
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
         * @param <T> what the visitor returns
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
