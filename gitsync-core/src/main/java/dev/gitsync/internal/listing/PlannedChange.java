package dev.gitsync.internal.listing;

import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.store.PageChange;
import org.jspecify.annotations.Nullable;

/**
 * One write that is pending, or was pending when the process died.
 *
 * @param page the page or attachment
 * @param content its state after the write
 * @param isNew whether only the writer can know its id
 * @param provenance the provenance of the change in the feed
 * @param recordedAs the version of the change in the feed, or 0 while the change is not in the feed
 */
public record PlannedChange(PageId page, State content, boolean isNew, Provenance provenance, long recordedAs) {
    /**
     * The state after a write: one of both, or neither after a deletion.
     *
     * @param page the content of a page
     * @param attachment the content of an attachment
     */
    public record State(
            @Nullable PageContent page, @Nullable AttachmentContent attachment) {
        static final State DELETED = new State(null, null);
    }

    static PlannedChange of(PageChange change) {
        @Nullable AttachmentContent attachment = change instanceof PageChange.PutAttachment put ? put.content() : null;
        State content = new State(change.contentAfter().orElse(null), attachment);
        boolean isNew = change.expectedVersion() == 0 && !content.equals(State.DELETED);
        return new PlannedChange(change.id(), content, isNew, change.provenance(), 0);
    }

    public boolean isRecorded() {
        return recordedAs > 0;
    }

    public boolean isOpenDeletion() {
        return content.equals(State.DELETED) && !isRecorded();
    }

    PlannedChange recorded(long version) {
        return new PlannedChange(page, content, isNew, provenance, version);
    }
}
