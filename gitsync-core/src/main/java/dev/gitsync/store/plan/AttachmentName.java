package dev.gitsync.store.plan;

import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.PageId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The name of an attachment within its page. At most one live attachment has it. Names are compared exactly.
 *
 * @param page the page that the attachment belongs to, or null for the space itself
 * @param name the name within the page
 */
public record AttachmentName(@Nullable PageId page, String name) {
    /** Checks that the name is not null. */
    public AttachmentName {
        Objects.requireNonNull(name, "name");
    }

    /** Returns the name that an attachment with this content has. */
    public static AttachmentName of(AttachmentContent content) {
        return new AttachmentName(content.page(), content.name());
    }

    /** Returns the page: names of attachments must never reach a log. */
    @Override
    public String toString() {
        return "AttachmentName[page=" + page + "]";
    }
}
