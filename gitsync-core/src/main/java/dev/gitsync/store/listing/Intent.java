package dev.gitsync.store.listing;

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
 * @param settledAs the version that the feed has given to the change, or 0 while the change is not in the feed
 */
record Intent(PageId page, @Nullable PageContent content, boolean isNew, Provenance provenance, long settledAs) {
    static Intent of(PageChange change) {
        @Nullable PageContent content = change.contentAfter().orElse(null);
        return new Intent(change.id(), content, change instanceof PageChange.Create, change.provenance(), 0);
    }

    boolean isSettled() {
        return settledAs > 0;
    }

    boolean isOpenDeletion() {
        return content == null && !isSettled();
    }

    Intent settled(long version) {
        return new Intent(page, content, isNew, provenance, version);
    }
}
