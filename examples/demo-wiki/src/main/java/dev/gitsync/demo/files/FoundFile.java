package dev.gitsync.demo.files;

import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.jdbi.JdbiAttachments.AttachmentInfo;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.PageId;
import org.jspecify.annotations.Nullable;

/**
 * A file, live or in the trash, that the account of the request may see.
 *
 * @param in its space
 * @param stored the attachment and who changed it last
 */
public record FoundFile(OpenSpace in, AttachmentInfo stored) {
    /** The identity of the file. */
    public PageId id() {
        return stored.attachment().id();
    }

    /** The version, for edits. */
    public long version() {
        return stored.attachment().version();
    }

    /** The page, name and contents. */
    public AttachmentContent content() {
        return stored.attachment().content();
    }

    /** The page that it belongs to, or null for the space itself. */
    public @Nullable PageId page() {
        return content().page();
    }

    /** The name within its page, as it is; show it with {@link FileNames#shown}. */
    public String name() {
        return content().name();
    }

    /** Whether the file is in the trash. */
    public boolean isDeleted() {
        return stored.isDeleted();
    }
}
