package dev.gitsync.model;

import java.util.Objects;

/**
 * A live attachment of the wiki at one version.
 *
 * @param id the identity of the attachment. Pages and attachments share one space of ids: no attachment has the id of a page
 * @param version the version, which grows with every revision of this attachment
 * @param content the page, name and contents
 */
public record Attachment(PageId id, long version, AttachmentContent content) {
    /** Checks that no component is null. */
    public Attachment {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(content, "content");
    }
}
