package dev.gitsync.internal.listing;

import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.store.PageChange;
import org.jspecify.annotations.Nullable;

/**
 * One write that is pending, or was pending when the process died.
 *
 * @param page the page
 * @param content the page after the write, or null for a deletion
 * @param isNew whether only the writer can know the page's id
 * @param provenance the provenance of the change in the feed
 * @param recordedAs the version of the change in the feed, or 0 while the change is not in the feed
 */
public record PlannedChange(
        PageId page, @Nullable PageContent content, boolean isNew, Provenance provenance, long recordedAs) {
    static PlannedChange of(PageChange change) {
        @Nullable PageContent content = change.contentAfter().orElse(null);
        return new PlannedChange(change.id(), content, change instanceof PageChange.Create, change.provenance(), 0);
    }

    public boolean isRecorded() {
        return recordedAs > 0;
    }

    public boolean isOpenDeletion() {
        return content == null && !isRecorded();
    }

    PlannedChange recorded(long version) {
        return new PlannedChange(page, content, isNew, provenance, version);
    }
}
