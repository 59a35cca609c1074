package dev.gitsync.internal.index;

import dev.gitsync.model.Attachment;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageId;
import java.util.Objects;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * The data of the index about a live attachment.
 *
 * @param id the attachment
 * @param owner the page that it belongs to according to the wiki, or null for the space itself
 * @param place the page whose folder contains the file, or null for the root. It differs from {@code owner} only if that page is
 *     missing
 * @param name the path of the file below the folder of {@code place}
 * @param title the name according to the wiki
 * @param version the version that {@code main} shows
 * @param hash the hash of the contents
 * @param size the size of the contents in bytes
 * @param blob the file in {@code main}: the contents or, for Git LFS, the pointer
 */
public record IndexedAttachment(
        PageId id,
        @Nullable PageId owner,
        @Nullable PageId place,
        String name,
        String title,
        long version,
        ContentHash hash,
        long size,
        ObjectId blob) {

    /** Returns the data about an attachment whose file is in the folder of its page. */
    public static IndexedAttachment of(Attachment attachment, String name, ObjectId blob) {
        AttachmentContent content = attachment.content();
        return new IndexedAttachment(
                attachment.id(),
                content.page(),
                content.page(),
                name,
                content.name(),
                attachment.version(),
                content.hash(),
                content.size(),
                blob);
    }

    /** Returns the same attachment at another version. */
    public IndexedAttachment withVersion(long newVersion) {
        return new IndexedAttachment(id, owner, place, name, title, newVersion, hash, size, blob);
    }

    /** Returns the same attachment, as known to the wiki, with its file at another place. */
    public IndexedAttachment at(@Nullable PageId newPlace, String newName) {
        return new IndexedAttachment(id, owner, newPlace, newName, title, version, hash, size, blob);
    }

    /** Returns the page, name and contents according to the wiki. */
    public AttachmentContent content() {
        return new AttachmentContent(owner, title, hash, size);
    }

    /** Returns whether the file is not in the folder of its page, because that page is missing. */
    public boolean isDisplaced() {
        return !Objects.equals(owner, place);
    }
}
