package dev.gitsync.examples.articles;

import dev.gitsync.jdbi.JdbiRepositoryStore;
import dev.gitsync.model.Space;
import dev.gitsync.store.PageStore;
import dev.gitsync.testkit.AttachmentContract;
import java.time.Duration;

/** Runs the contract for attachments with the wiki's own table of files. */
final class ArticleFilesTest extends AttachmentContract {
    private final PageStore store = ArticlePages.store(WikiDatabase.JDBI, new ArticleService(WikiDatabase.JDBI));

    @Override
    protected PageStore store() {
        return store;
    }

    @Override
    protected Space newSpace() {
        return WikiDatabase.newBook();
    }

    @Override
    protected boolean collectContents(Space space, Duration later) {
        Duration grace = Duration.ofDays(1).minus(later);
        new UnusedContents(WikiDatabase.JDBI, new JdbiRepositoryStore(WikiDatabase.JDBI))
                .remove(space, grace.isNegative() ? Duration.ZERO : grace);
        return true;
    }
}
