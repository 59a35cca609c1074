package dev.gitsync.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.PageStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class InMemoryAttachmentsTest {
    @Nested
    final class Attachments extends AttachmentContract {
        private final InMemoryPageStore pages = InMemoryPageStore.withAttachments();

        @Override
        protected PageStore store() {
            return pages;
        }

        @Override
        protected boolean collectContents(Space contentSpace, Duration later) {
            return collected(pages, contentSpace, later);
        }

        @Test
        void editsAsTheUsersOfAWikiDo() {
            PageId page = pages.create(space, null, "Page", "one", SOMEBODY);
            PageId other = pages.create(space, null, "Other", "two", SOMEBODY);
            PageId alone = pages.upload(space, page, "alone.png", TestContent.of("a"), SOMEBODY);
            pages.deleteAttachment(space, alone, SOMEBODY);
            PageId file = pages.upload(space, page, "a.png", TestContent.of("a"), SOMEBODY);
            pages.replace(space, file, TestContent.of("b"), SOMEBODY);
            pages.renameAttachment(space, file, "b.png", SOMEBODY);
            pages.delete(space, page, SOMEBODY);
            pages.restore(space, page, SOMEBODY);
            assertThat(pages.edits(space).attachmentsOf(page))
                    .extracting(attachment -> attachment.id())
                    .containsExactly(file);
            pages.moveAttachment(space, file, other, SOMEBODY);
            pages.deleteAttachment(space, file, SOMEBODY);
            pages.restoreAttachment(space, file, SOMEBODY);

            assertThat(pages.edits(space).attachment(file).content())
                    .isEqualTo(TestContent.of("b").as(other, "b.png"));
            assertThat(pages.edits(space).contents(file)).asString().isEqualTo("b");
        }

        @Test
        void backupHasTheAttachments() {
            PageId file = pages.upload(space, null, "a.png", TestContent.of("a"), SOMEBODY);
            Runnable restore = pages.backup(space);
            pages.replace(space, file, TestContent.of("b"), SOMEBODY);
            restore.run();

            assertThat(pages.edits(space).contents(file)).asString().isEqualTo("a");
            assertThat(List.copyOf(feed())).hasSize(2);
        }
    }

    @Nested
    final class Outliving extends AttachmentContract {
        private final InMemoryPageStore pages = InMemoryPageStore.withAttachmentsThatOutlivePages();

        @Override
        protected PageStore store() {
            return pages;
        }

        @Override
        protected Set<Limit> attachmentLimits() {
            return Set.of(Limit.ATTACHMENTS_OUTLIVE_PAGES);
        }

        @Override
        protected boolean collectContents(Space contentSpace, Duration later) {
            return collected(pages, contentSpace, later);
        }
    }

    @Nested
    final class Pages extends PageStoreContract {
        private final InMemoryPageStore pages = InMemoryPageStore.withAttachments();

        @Override
        protected PageStore store() {
            return pages;
        }
    }

    private static boolean collected(InMemoryPageStore pages, Space space, Duration later) {
        if (later.compareTo(Duration.ofDays(1)) > 0) {
            pages.collectContents(space);
        }
        return true;
    }
}
