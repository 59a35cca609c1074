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
 * What gitsync reads of a wiki: the change feed, the pages, and ids for new ones. Implementations are safe for use by several
 * threads. Every method may throw {@link dev.gitsync.error.StoreException} when the wiki can't be reached.
 */
public interface PageReader {
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
     * Returns an opaque version token for each of these spaces. A token changes whenever the feed of its space changes. Reading
     * all of them must cost little: a poll over thousands of idle spaces is then a handful of queries. Empty if the store has no
     * such tokens; a space that the map does not contain is polled by itself.
     */
    default Optional<Map<SpaceId, String>> versionTokens(Collection<Space> spaces) {
        return Optional.empty();
    }
}
