package dev.gitsync.internal.attachment;

import dev.gitsync.model.AttachmentContent;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.attachment.AttachmentStore;
import java.util.Optional;

/** The rules of a wiki for single attachments, see {@link AttachmentStore#rejection}. */
@FunctionalInterface
public interface AttachmentRules {
    /** Returns a sentence for the author of a push if the wiki can't have this attachment. */
    Optional<String> rejection(AttachmentContent content);

    /** Returns the rules of a wiki; none for one without attachments. */
    static AttachmentRules of(PageStore store) {
        return store.attachments()
                .<AttachmentRules>map(attachments -> attachments::rejection)
                .orElseGet(AttachmentRules::none);
    }

    /** Returns no rules. */
    static AttachmentRules none() {
        return content -> Optional.empty();
    }
}
