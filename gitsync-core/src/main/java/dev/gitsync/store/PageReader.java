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
 * Reads a wiki: the change feed, the pages, and ids for new pages. Implementations are safe for use by several threads. Every
 * method may throw {@link dev.gitsync.error.StoreException} when the wiki can't be reached.
 */
public interface PageReader {
    /**
     * Returns the changes of a space in commit order, in {@code (after, next]}. A change whose transaction commits late
     * is never skipped: it appears after every change that was readable before it. Later calls with an earlier cursor
     * return the same changes again, unchanged and in the same positions. If nothing is new, this costs one cheap
     * query, whatever the size of the space.
     *
     * <p>A store may go back in time: an operator restores an older backup, or replaces the store. For a cursor that lies
     * beyond the end of the feed, or that this store can't have issued, return {@link ChangeBatch#unknown}, never "nothing
     * new": the caller would wait forever. Once new changes have passed the number of an old cursor, the end of the feed no
     * longer reveals the restore. Therefore a cursor should also identify the change that it follows, by a checksum of the
     * change or a random number stored with it, and be unknown if another change has that position. As an additional check, the
     * caller treats a page with a lower version than before as proof that the store went back in time.
     *
     * @param after a cursor that an earlier call returned, or {@link Cursor#START}, which is never unknown
     * @param limit the maximum number of changes to return, at least 1; the store may return fewer to keep the batch small in
     *     memory, but never none while there are more
     */
    ChangeBatch changes(Space space, Cursor after, int limit);

    /**
     * Returns the approximate number of changes after a cursor, for progress reports only. Returns empty if it can't be
     * determined cheaply.
     */
    default OptionalLong remaining(Space space, Cursor after) {
        return OptionalLong.empty();
    }

    /**
     * Returns at most {@code limit} live pages of a space by ascending id, in {@code (after, …]}. Returns none only at the end.
     *
     * @param after the last id of the previous batch, or null for the first batch
     */
    List<Page> pages(Space space, @Nullable PageId after, int limit);

    /** Returns the page, if it exists in this space and is not deleted. */
    Optional<Page> page(Space space, PageId id);

    /** Returns an id for a page to create. Never returns the same id twice; stores nothing. */
    PageId newPageId(Space space);

    /**
     * Returns an opaque version token for each of these spaces. A token changes whenever the feed of its space changes.
     * Reading all of them must be cheap: a poll over thousands of idle spaces reads them in one call. Returns empty if
     * the store has no such tokens. A space that the map does not contain is polled individually.
     */
    default Optional<Map<SpaceId, String>> versionTokens(Collection<Space> spaces) {
        return Optional.empty();
    }
}
