package dev.gitsync.store.attachment;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.Space;

/**
 * Decides how much a space may store: the sum of the sizes of all contents of its attachments, those of earlier versions and of
 * deleted attachments included. Equal contents count once. Safe for use by several threads.
 */
@FunctionalInterface
public interface AttachmentQuota {
    /** Returns the maximum number of bytes. The store asks before it stores contents; a lower quota than before deletes nothing. */
    long maxBytes(Space space);

    /** Returns the quota that never refuses anything. */
    static AttachmentQuota unlimited() {
        return space -> Long.MAX_VALUE;
    }

    /**
     * Returns the same quota for every space.
     *
     * @param bytes at least 0
     */
    static AttachmentQuota of(long bytes) {
        if (bytes < 0) {
            throw new InvalidInputException("The quota of a space is " + bytes + " bytes, but must not be negative");
        }
        return space -> bytes;
    }
}
