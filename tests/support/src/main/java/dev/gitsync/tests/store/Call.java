package dev.gitsync.tests.store;

/** The calls of a {@link PageStore}, and of its attachments, that reach the wiki. */
public enum Call {
    /** {@link PageStore#changes}. */
    CHANGES,
    /** {@link PageStore#pages}. */
    PAGES,
    /** {@link PageStore#page}. */
    PAGE,
    /** {@link PageStore#apply}. */
    APPLY,
    /** {@link AttachmentStore#attachments}. */
    ATTACHMENTS,
    /** {@link AttachmentStore#attachment}. */
    ATTACHMENT,
    /** {@link AttachmentStore#sizes}. */
    SIZES,
    /** {@link AttachmentStore#open}; the stream itself does not fail. */
    OPEN,
    /** {@link AttachmentStore#store}. */
    STORE
}
