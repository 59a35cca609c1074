package dev.gitsync.transactional;

import dev.gitsync.model.Space;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.transactional.TransactionalPageStore;
import dev.gitsync.testkit.AttachmentContract;
import dev.gitsync.testkit.InMemoryPageStore;
import java.time.Duration;

/** Attachments that the services of a wiki write one at a time keep the contract of those that are written together. */
final class TransactionalAttachmentsTest extends AttachmentContract {
    private final InMemoryPageStore pages = InMemoryPageStore.withAttachments();
    private final PageServices services = new PageServices(pages);
    private final PageStore store = new TransactionalPageStore(services, services, services)
            .withAttachments(pages.attachments().orElseThrow());

    @Override
    protected PageStore store() {
        return store;
    }

    @Override
    protected boolean collectContents(Space contentSpace, Duration later) {
        if (later.compareTo(Duration.ofDays(1)) > 0) {
            pages.collectContents(contentSpace);
        }
        return true;
    }
}
