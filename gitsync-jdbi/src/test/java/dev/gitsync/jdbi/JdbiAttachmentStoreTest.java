package dev.gitsync.jdbi;

import dev.gitsync.jdbi.internal.content.ContentCollection;
import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.model.Space;
import dev.gitsync.store.PageStore;
import dev.gitsync.testkit.AttachmentContract;
import dev.gitsync.testkit.PageStoreContract;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/** The contracts over PostgreSQL, with contents beside the repositories and shared with them. */
final class JdbiAttachmentStoreTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final JdbiRepositoryStore REPOSITORIES = new JdbiRepositoryStore(DATABASE.jdbi());

    private static PageStore store(JdbiAttachments.Settings settings) {
        return new JdbiPageStore(DATABASE.jdbi(), new JdbiAttachments(DATABASE.jdbi(), settings));
    }

    private static boolean collect(Space space, Duration later) {
        new ContentCollection(new Database(DATABASE.jdbi()), REPOSITORIES)
                .run(space, ContentCollection.GRACE.minus(later));
        return true;
    }

    @Nested
    final class Alone extends AttachmentContract {
        @Override
        protected PageStore store() {
            return JdbiAttachmentStoreTest.store(JdbiAttachments.Settings.defaults());
        }

        @Override
        protected Space newSpace() {
            return DATABASE.newSpace();
        }

        @Override
        protected boolean collectContents(Space contentSpace, Duration later) {
            return collect(contentSpace, later);
        }
    }

    @Nested
    final class WithRepositories extends AttachmentContract {
        @Override
        protected PageStore store() {
            return JdbiAttachmentStoreTest.store(
                    JdbiAttachments.Settings.defaults().withRepositories(REPOSITORIES));
        }

        @Override
        protected Space newSpace() {
            return DATABASE.newSpace();
        }

        @Override
        protected boolean collectContents(Space contentSpace, Duration later) {
            return collect(contentSpace, later);
        }
    }

    @Nested
    final class Pages extends PageStoreContract {
        @Override
        protected PageStore store() {
            return JdbiAttachmentStoreTest.store(JdbiAttachments.Settings.defaults());
        }

        @Override
        protected int pagesPerWriter() {
            return 5;
        }

        @Override
        protected Space newSpace() {
            return DATABASE.newSpace();
        }
    }
}
