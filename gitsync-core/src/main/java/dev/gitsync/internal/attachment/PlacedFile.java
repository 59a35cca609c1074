package dev.gitsync.internal.attachment;

import dev.gitsync.internal.index.IndexedAttachment;
import dev.gitsync.store.plan.AttachmentName;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file after a push, and the attachment that it is.
 *
 * @param file the file
 * @param known the attachment before the push, or when it was deleted; null for a new one
 * @param isTrashed whether it returns from the trash
 */
record PlacedFile(NewFile file, @Nullable IndexedAttachment known, boolean isTrashed) {
    /** Returns the attachment before the push, if it was live. */
    @Nullable
    IndexedAttachment live() {
        return isTrashed ? null : known;
    }

    /** Returns the page and name that the attachment has in the wiki, if it is live. */
    @Nullable
    AttachmentName nameBefore() {
        IndexedAttachment live = live();
        return live == null ? null : AttachmentName.of(live.content());
    }

    /** Returns the page and name that it has in the wiki after the push. The wiki's name stays unless the file is moved. */
    AttachmentName nameAfter() {
        String name = known != null && isAtSamePlace(known)
                ? known.title()
                : file.place().name();
        return new AttachmentName(file.place().page(), name);
    }

    boolean isAtSamePlace(IndexedAttachment attachment) {
        return Objects.equals(attachment.place(), file.place().page())
                && attachment.name().equals(file.place().name());
    }

    /** Returns whether the attachment gets a page or name that it does not have. */
    boolean isArriving() {
        return !nameAfter().equals(nameBefore());
    }
}
