package dev.gitsync.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The page, name and contents of an attachment: everything that a change to it can change. The bytes themselves are in the {@link
 * dev.gitsync.store.attachment.AttachmentStore}, under their hash.
 *
 * @param page the page that the attachment belongs to, or null for the space itself
 * @param name the name within the page, not empty. It may contain slashes: the file {@code a/b/c.png} of page {@code a} has the
 *     name {@code b/c.png}
 * @param hash the hash of the contents
 * @param size the size of the contents in bytes
 */
public record AttachmentContent(@Nullable PageId page, String name, ContentHash hash, long size) {
    /** Checks that no required component is null. */
    public AttachmentContent {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(hash, "hash");
    }

    /** Returns the same contents at another place. */
    public AttachmentContent at(@Nullable PageId newPage, String newName) {
        return new AttachmentContent(newPage, newName, hash, size);
    }

    /** Returns page, hash and size: names of attachments must never reach a log. */
    @Override
    public String toString() {
        return "AttachmentContent[page=" + page + ", hash=" + hash + ", size=" + size + "]";
    }
}
