package dev.gitsync.internal.guard;

/**
 * How much one push may delete. Pages and attachments are counted separately.
 *
 * @param pages the maximum number of pages with text
 * @param attachments the maximum number of attachments; those of deleted pages with text are not counted
 */
public record AllowedDeletes(int pages, int attachments) {
    /** Returns whether a push may delete as many. */
    public boolean includes(int deletedPages, int deletedAttachments) {
        return deletedPages <= pages && deletedAttachments <= attachments;
    }
}
