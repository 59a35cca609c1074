package dev.gitsync.internal.attachment;

import dev.gitsync.internal.index.IndexedAttachment;
import dev.gitsync.store.plan.AttachmentName;
import org.eclipse.jgit.lib.FileMode;

/**
 * The file of an attachment in the old tree.
 *
 * @param path its path
 * @param attachment the attachment
 * @param mode the mode of the file
 * @param isGone whether the new tree has no file there, or one of a folder that moved
 */
record OldFile(String path, IndexedAttachment attachment, FileMode mode, boolean isGone) {
    /** Returns the page in whose folder the file is, and the path below that folder. */
    AttachmentName place() {
        return new AttachmentName(attachment.place(), attachment.name());
    }
}
