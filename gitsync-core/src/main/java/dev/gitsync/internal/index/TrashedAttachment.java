package dev.gitsync.internal.index;

import dev.gitsync.model.PageId;
import org.eclipse.jgit.lib.FileMode;

/**
 * The data of the index about a deleted attachment, so that a file restored from git's history becomes the same attachment again,
 * and an attachment restored in the wiki gets its previous file back.
 *
 * @param attachment its data, at the version of the deletion
 * @param path the path of its file
 * @param mode the mode of its file
 */
public record TrashedAttachment(IndexedAttachment attachment, String path, FileMode mode) {
    /** Returns the id of the attachment. */
    public PageId id() {
        return attachment.id();
    }

    /** Returns the version of the deletion. */
    public long version() {
        return attachment.version();
    }

    /** Returns the same attachment, deleted at another version. */
    TrashedAttachment withVersion(long version) {
        return new TrashedAttachment(attachment.withVersion(version), path, mode);
    }

    /** Returns whether its file was executable. */
    public boolean isExecutable() {
        return FileMode.EXECUTABLE_FILE.equals(mode);
    }
}
