package dev.gitsync.tests.store;

/** The calls of a {@link dev.gitsync.store.PageStore}, and of its attachments, that reach the wiki. */
public enum Call {
    /** {@link dev.gitsync.store.PageStore#changes}. */
    CHANGES,
    /** {@link dev.gitsync.store.PageStore#pages}. */
    PAGES,
    /** {@link dev.gitsync.store.PageStore#page}. */
    PAGE,
    /** {@link dev.gitsync.store.PageStore#apply}. */
    APPLY,
    /** {@link dev.gitsync.store.attachment.AttachmentStore#attachments}. */
    ATTACHMENTS,
    /** {@link dev.gitsync.store.attachment.AttachmentStore#attachment}. */
    ATTACHMENT,
    /** {@link dev.gitsync.store.attachment.AttachmentStore#sizes}. */
    SIZES,
    /** {@link dev.gitsync.store.attachment.AttachmentStore#open}; the stream itself does not fail. */
    OPEN,
    /** {@link dev.gitsync.store.attachment.AttachmentStore#store}. */
    STORE
}
