package dev.gitsync.store.listing;

import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.attachment.ContentSource;
import dev.gitsync.store.listing.PageListing.Signature;
import dev.gitsync.store.listing.PageListing.WriteOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The attachments of a wiki that can list them and write one at a time, a capability of its {@link PageListing}. {@link
 * Listing#attachments} has them, together with the pages. Implementations are safe for use by several threads, and throw {@link
 * dev.gitsync.error.StoreException} when the wiki can't be reached. The two guarantees of {@link PageListing} apply to attachments
 * too: a listing contains every write that was completed before, and an attachment with an id keeps it forever. No attachment has
 * the id of a page.
 *
 * <p>In a class cycle with {@code PageListing}: a wiki has both, and writes both with the same signature and outcomes.
 */
public interface AttachmentListing {
    /**
     * Opens the contents of a listed attachment. The caller closes the stream. If they have changed since the listing, the new
     * contents may be returned: gitsync checks size and hash, and reads them again after the next listing.
     *
     * @throws IOException when the contents can't be read, or the attachment does not exist any more
     */
    InputStream open(Space space, ListedAttachment attachment) throws IOException;

    /**
     * Creates, replaces, moves, renames or restores one attachment. Its page exists, and no other attachment has its name.
     *
     * @return {@code Changed} if the attachment is not in the expected state. A wiki that can't compare and write atomically may
     *     lose an edit made in between
     * @throws IOException when {@link AttachmentWrite#source} can't be read; the attachment is as before then
     */
    WriteOutcome put(Space space, AttachmentWrite write, Signature by) throws IOException;

    /**
     * Deletes one attachment, into the trash if there is one. An attachment that does not exist counts as deleted.
     *
     * @param expected the state of the attachment on which the deletion is based
     * @return {@code Changed} if the attachment is not in the expected state
     */
    WriteOutcome delete(Space space, PageId id, AttachmentContent expected, Signature by);

    /**
     * Returns a sentence for the author of a push if the wiki can't have an attachment of this page and name; see {@link
     * dev.gitsync.store.attachment.AttachmentStore#rejection}.
     */
    default Optional<String> rejection(AttachmentContent content) {
        return Optional.empty();
    }

    /**
     * One write of an attachment.
     *
     * @param id the id of the attachment; a wiki without ids ignores it
     * @param expected the state on which the write is based, or null if the attachment does not exist or is deleted
     * @param content the new page, name and contents. If the hash is the expected one, the attachment only moves
     * @param source the new contents
     */
    record AttachmentWrite(
            PageId id, @Nullable AttachmentContent expected, AttachmentContent content, ContentSource source) {
        /** Checks that no required component is null. */
        public AttachmentWrite {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(content, "content");
            Objects.requireNonNull(source, "source");
        }

        /** Returns whether only the page or the name changes. */
        public boolean isMove() {
            return expected != null && expected.hash().equals(content.hash());
        }
    }
}
