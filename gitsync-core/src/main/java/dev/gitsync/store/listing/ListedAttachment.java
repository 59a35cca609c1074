package dev.gitsync.store.listing;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.store.plan.AttachmentName;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An attachment in a {@link Listing}.
 *
 * @param id the identity of the attachment, the same in every listing, or null for a wiki that has none for attachments. It is then
 *     known by its page and name; one that has the same contents under another name is the same attachment, renamed or moved
 * @param name the page, or null for the space itself, and the name
 * @param content what the wiki states about the contents
 * @param editor the last editor, or null if the wiki does not report it
 * @param editedAt the time of the last edit, or null if the wiki does not report it
 */
public record ListedAttachment(
        @Nullable PageId id,
        AttachmentName name,
        ListedContent content,
        @Nullable Person editor,
        @Nullable Instant editedAt) {
    /** Checks that no required component is null. */
    public ListedAttachment {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(content, "content");
    }

    /** Returns an attachment whose last editor and time of edit are unknown. */
    public static ListedAttachment of(@Nullable PageId id, AttachmentName name, ListedContent content) {
        return new ListedAttachment(id, name, content, null, null);
    }

    /**
     * What a listing states about contents. The wiki states the hash, or a version, or both. A version without a hash saves the
     * wiki from reading its files for a listing: gitsync reads a file when its version or size changed.
     *
     * @param size the size in bytes
     * @param hash the hash, or null if the wiki does not know it
     * @param version a text that changes whenever the contents change, such as a revision or the time of the last modification;
     *     null if the wiki has none
     */
    public record ListedContent(
            long size, @Nullable ContentHash hash, @Nullable String version) {
        /**
         * Checks that there is a hash or a version.
         *
         * @throws InvalidInputException when both are null
         */
        public ListedContent {
            if (hash == null && version == null) {
                throw new InvalidInputException("A listed attachment needs a hash or a version of its contents");
            }
        }
    }
}
