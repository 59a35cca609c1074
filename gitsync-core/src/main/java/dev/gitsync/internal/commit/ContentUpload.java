package dev.gitsync.internal.commit;

import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.internal.attachment.AttachmentPlan.NewContent;
import dev.gitsync.internal.attachment.BlobSource;
import dev.gitsync.internal.state.CycleContext;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.attachment.AttachmentStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/**
 * Stores the contents of new attachments in the wiki before a plan is applied, since a plan may only name stored contents. If a push
 * ends after that, no attachment names them, and the wiki removes them after its grace time.
 */
final class ContentUpload {
    private final @Nullable AttachmentStore store;

    ContentUpload(PageStore pages) {
        this.store = pages.attachments().orElse(null);
    }

    /** Stores the contents that the wiki does not read from the repository; returns why if the wiki rejects one of them. */
    Optional<CommitOutcome> store(CycleContext cycle, ObjectReader reader, List<NewContent> contents)
            throws IOException {
        if (store == null || store.readsRepository() || contents.isEmpty()) {
            return Optional.empty();
        }
        cycle.budget().doing("storing", contents.size(), "files");
        for (NewContent content : contents) {
            cycle.fence().check();
            try {
                store.store(cycle.space(), new BlobSource(reader, content, cycle.budget()));
            } catch (StoreRejectedException e) {
                return Optional.of(
                        new CommitOutcome.RefusedByWiki(Paths.shown(content.path()) + ": " + e.getMessage()));
            }
        }
        return Optional.empty();
    }
}
