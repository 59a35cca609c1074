package dev.gitsync.store;

import dev.gitsync.model.Cursor;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The wiki, as gitsync needs it. Implementations are safe for use by several threads. The contract is
 * {@code dev.gitsync.testkit.PageStoreContract}; run it against every implementation.
 *
 * <p>Every method may throw {@link dev.gitsync.error.StoreException} when the wiki can't be reached; the caller then
 * knows nothing of the outcome of an {@link #apply} and asks the feed before it tries again. A client is told to try again later.
 * What the store rejects for good, such as a violated constraint, is a {@link dev.gitsync.error.StoreRejectedException}, after which
 * nothing is written and no client is told to try again.
 *
 * <p>What the wiki does not want, because of a right, a lock or a rule of its own, is no exception but {@link ApplyResult.Refused}: its
 * sentence is shown to the pusher. Any other exception is taken for a fault in the wiki's code: the client that pushes or
 * fetches is told that trying again does not help, sees nothing of its text, and the log has it in full.
 */
public interface PageStore {
    /**
     * The changes of a space in commit order, in {@code (after, next]}. A change whose transaction commits late is never
     * skipped: it appears after every change that was readable before it. A change that was once returned is returned
     * again, the same and in the same place, whenever the feed is read from an earlier cursor. With nothing new this is
     * one cheap query, whatever the size of the space.
     *
     * <p>A store may go back in time: an older backup is restored, or another store takes its place. A cursor that lies
     * beyond the end of the feed, or that this store can't have made, is answered with {@link ChangeBatch#unknown}, never with
     * "nothing new": the caller would wait for ever. Once new changes have passed the number of an old cursor, the end of the
     * feed does not tell any more, so a cursor should also say which change it stands behind (a checksum of it, or a random
     * number that was stored with it), and be unknown where another change is at that place. As a second net, the caller takes a
     * page that has a lower version than it had before for proof that the store went back in time.
     *
     * @param after a cursor that an earlier call returned, or {@link Cursor#START}, which is never unknown
     * @param limit the most changes to return, at least 1; fewer may come, to keep the batch small in memory, but never
     *     none while there are more
     */
    ChangeBatch changes(Space space, Cursor after, int limit);

    /**
     * About how many changes there are after a cursor, for showing progress only; empty when that is not known at little
     * cost.
     */
    default OptionalLong remaining(Space space, Cursor after) {
        return OptionalLong.empty();
    }

    /**
     * The live pages of a space by ascending id, in {@code (after, …]}; at most {@code limit} of them, none only at the
     * end.
     *
     * @param after the last id of the batch before, or null to begin
     */
    List<Page> pages(Space space, @Nullable PageId after, int limit);

    /** The page, if it exists in this space and is not deleted. */
    Optional<Page> page(Space space, PageId id);

    /** An id for a page that is about to be created; never the same twice. Nothing is stored. */
    PageId newPageId(Space space);

    /**
     * Carries out a plan, all of it or nothing, and makes it durable before it returns. (Only a store that has no
     * transactions may answer {@link ApplyResult.Partial}.) Each change becomes exactly one
     * change of the feed, in the order of the list. Parents are checked once all changes are in: a live page whose
     * parent is missing, deleted or its own descendant makes the result {@link ApplyResult.Refused}.
     *
     * @param changes the steps, each page at most once; an empty list is applied at no cost
     */
    ApplyResult apply(Space space, List<PageChange> changes, ApplyContext context);

    /**
     * Returns an opaque version token for each of these spaces. A token changes whenever the feed of its space changes. Reading
     * all of them must cost little: a poll over thousands of idle spaces is then a handful of queries. Empty if the store has no
     * such tokens; a space that the map does not contain is polled by itself.
     */
    default Optional<Map<SpaceId, String>> marks(Collection<Space> spaces) {
        return Optional.empty();
    }

    /**
     * Returns the transaction domain of {@link #apply}, if other stores can take part in its transactions. Stores that return
     * the same object commit together. With a {@link dev.gitsync.repository.RepositoryStore} in the same domain, a push is a
     * single transaction: {@link ApplyContext#inTransaction} writes packs and refs within it. Empty for a store that
     * can't do that; pages commit first then, and refs follow.
     */
    default Optional<Object> transactions() {
        return Optional.empty();
    }
}
