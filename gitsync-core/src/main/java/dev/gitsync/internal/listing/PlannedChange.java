package dev.gitsync.internal.listing;

import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.store.PageChange;
import org.jspecify.annotations.Nullable;

/**
 * One write that is about to be made, or was when the process died.
 *
 * @param page the page
 * @param content the page as it is to be, or null when it is to be deleted
 * @param isNew whether nobody but the writer can know the page's id
 * @param provenance what the feed will say about the change
 * @param recordedAs the version that the feed has given to the change, or 0 while the change is not in the feed
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
