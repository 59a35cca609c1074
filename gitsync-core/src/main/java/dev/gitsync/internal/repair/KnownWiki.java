package dev.gitsync.internal.repair;

import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.outline.FeedReplay;
import dev.gitsync.internal.outline.PageOutline;
import dev.gitsync.internal.outline.WikiOutline;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.PageId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sources of the index.
 *
 * @param attachments the live attachments whose contents are stored
 * @param failed the live attachments whose contents are not
 * @param former what attachments were before they were changed or deleted, the newest revision first
 * @param old an index that may be wrong but still has the former paths of pages, or null
 * @param deletions the versions at which pages and attachments were deleted
 * @param past set if the pages are those of the past, whose texts the store does not have any more
 */
record KnownWiki(
        Map<PageId, PageOutline> pages,
        Collection<Attachment> attachments,
        Collection<Attachment> failed,
        Collection<Attachment> former,
        @Nullable SpaceIndex old,
        Map<PageId, Long> deletions,
        @Nullable FeedReplay past) {
    /** Returns what a wiki has now. */
    static KnownWiki now(WikiOutline wiki, @Nullable SpaceIndex old) {
        return new KnownWiki(
                wiki.pages(),
                wiki.attachments(),
                wiki.attachmentsWithoutContents(),
                wiki.formerAttachments(),
                old,
                wiki.deletions(),
                null);
    }

    /** Returns what a wiki had in the past. */
    static KnownWiki past(FeedReplay replay, @Nullable SpaceIndex old) {
        return new KnownWiki(
                replay.pages(), replay.attachments().values(), List.of(), List.of(), old, Map.of(), replay);
    }
}
