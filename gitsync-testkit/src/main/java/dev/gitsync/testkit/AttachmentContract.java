package dev.gitsync.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.gitsync.model.Attachment;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.Change;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Contract tests for a {@link dev.gitsync.store.PageStore} with {@link dev.gitsync.store.attachment.AttachmentStore
 * attachments}, in addition to {@link PageStoreContract}. Extend this class for your own store, implement {@link #store()} and
 * {@link #collectContents}, and run it. Declare in {@link #attachmentLimits()} what the wiki can't support; the contract then
 * tests that the store refuses it with a sentence.
 *
 * <p>This class tests where attachments may be, and what becomes of them with their pages; the superclasses test plans and contents.
 */
public abstract class AttachmentContract extends AttachmentPlanContract {
    /** Creates the contract; for subclasses. */
    protected AttachmentContract() {}

    /** A feature of attachments that a wiki may lack. Every other feature is required. */
    public enum Limit {
        /** Every attachment belongs to a page. The store rejects one at the space itself with a message. */
        NOT_AT_THE_SPACE,
        /** No page has attachments: each belongs to the space itself. The store rejects one of a page with a message. */
        ONLY_AT_THE_SPACE,
        /** Names contain no slashes. The store rejects a name with a slash with a message. */
        NAMES_ARE_FLAT,
        /** Not every text is a valid name. The store rejects an invalid name with a message. */
        NAMES_ARE_RESTRICTED,
        /** Attachments stay when only their page is deleted. */
        ATTACHMENTS_OUTLIVE_PAGES
    }

    /** Returns the limits of the attachments of this wiki. */
    protected Set<Limit> attachmentLimits() {
        return Set.of();
    }

    @Override
    final @Nullable PageId owner(PageId page) {
        return attachmentLimits().contains(Limit.ONLY_AT_THE_SPACE) ? null : page;
    }

    private void assumePagesHaveAttachments() {
        assumeFalse(attachmentLimits().contains(Limit.ONLY_AT_THE_SPACE), "No page has attachments");
    }

    @Test
    void attachmentMayBelongToAPage() throws IOException {
        attachments.store(space, ONE);
        assertPossible(ONE.as(top, name("logo.png")), !attachmentLimits().contains(Limit.ONLY_AT_THE_SPACE));
    }

    @Test
    void pageIsDeletedTogetherWithItsAttachmentsAndRestored() {
        assumePagesHaveAttachments();
        PageId first = upload("a.png", ONE);
        PageId second = upload("b.png", TWO);
        List<Attachment> before = wiki.attachmentsOf(top);
        PageContent content = wiki.live(top).content();
        long deleted = wiki.delete(top, SOMEBODY);

        List<Change> feed = feed();
        assertThat(feed.subList(3, 6))
                .allSatisfy(change -> assertThat(change).isInstanceOf(Change.Tombstone.class))
                .extracting(Change::id)
                .containsExactly(before.get(0).id(), before.get(1).id(), top);
        assertThat(attachments.attachments(space, null, 10)).isEmpty();

        List<Attachment> trashed = List.of(
                new Attachment(
                        before.get(0).id(), feed.get(3).version(), before.get(0).content()),
                new Attachment(
                        before.get(1).id(), feed.get(4).version(), before.get(1).content()));
        wiki.restore(new Page(top, deleted, content), trashed, SOMEBODY);
        assertThat(wiki.attachmentsOf(top))
                .extracting(Attachment::content)
                .containsExactlyElementsOf(
                        before.stream().map(Attachment::content).toList());
        assertThat(List.of(first, second))
                .allSatisfy(file -> assertThat(changesOf(file)).hasSize(3));
    }

    @Test
    void pageWithLiveAttachmentsIsNotDeletedAlone() {
        assumePagesHaveAttachments();
        PageId file = upload("a.png", ONE);
        PageId other = page("Other");
        if (attachmentLimits().contains(Limit.ATTACHMENTS_OUTLIVE_PAGES)) {
            assertThat(apply(delete(top, wiki.live(top).version()))).isInstanceOf(ApplyResult.Applied.class);
            assertThat(wiki.attachment(file).content()).isEqualTo(at(ONE, "a.png"));
            return;
        }
        assertRefused(delete(top, wiki.live(top).version()));

        assertThat(apply(
                        put(file, version(file), ONE.as(other, name("a.png"))),
                        delete(top, wiki.live(top).version())))
                .isInstanceOf(ApplyResult.Applied.class);
    }

    @Test
    void listsLiveAttachmentsByAscendingIdInBatches() {
        List<PageId> ids = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ids.add(upload("file" + i + ".png", ONE));
        }
        wiki.deleteAttachment(ids.remove(3), SOMEBODY);
        ids.sort(null);

        List<PageId> listed = new ArrayList<>();
        @Nullable PageId after = null;
        List<Attachment> batch;
        do {
            batch = attachments.attachments(space, after, 4);
            assertThat(batch).hasSizeLessThanOrEqualTo(4);
            batch.forEach(attachment -> listed.add(attachment.id()));
            after = listed.get(listed.size() - 1);
        } while (!batch.isEmpty());
        assertThat(listed).isEqualTo(ids);
        assertThat(attachments.attachments(newSpace(), null, 4)).isEmpty();
    }

    @Test
    void attachmentMovesBetweenPages() {
        assumePagesHaveAttachments();
        PageId other = page("Other");
        PageId file = upload("a.png", ONE);
        wiki.moveAttachment(file, other, SOMEBODY);

        assertThat(wiki.attachment(file).content()).isEqualTo(ONE.as(other, name("a.png")));
        assertThat(wiki.attachmentsOf(top)).isEmpty();
    }

    @Test
    void attachmentMayBelongToTheSpaceItself() throws IOException {
        attachments.store(space, ONE);
        AttachmentContent content = ONE.as(null, name("logo.png"));
        assertPossible(content, !attachmentLimits().contains(Limit.NOT_AT_THE_SPACE));
    }

    @Test
    void namesMayContainSlashes() throws IOException {
        attachments.store(space, ONE);
        AttachmentContent content = at(ONE, "img/2026/logo.png");
        assertPossible(content, !attachmentLimits().contains(Limit.NAMES_ARE_FLAT));
    }

    @Test
    void namesComeBackUnchanged() throws IOException {
        attachments.store(space, ONE);
        for (String name :
                List.of("a", "Größe 1 (é).PNG", " x ", "🚀.svg", "n".repeat(200), ".b", "50%.txt", "Plan.md")) {
            AttachmentContent content = at(ONE, name);
            boolean mayBeRejected = attachmentLimits().contains(Limit.NAMES_ARE_RESTRICTED);
            assertPossible(
                    content, !mayBeRejected || attachments.rejection(content).isEmpty());
        }
    }

    private void assertPossible(AttachmentContent content, boolean possible) {
        PageChange.PutAttachment put = put(store.newPageId(space), 0, content);
        if (possible) {
            assertThat(attachments.rejection(content)).isEmpty();
            assertThat(apply(put)).isInstanceOf(ApplyResult.Applied.class);
            assertThat(wiki.attachment(put.id()).content()).isEqualTo(content);
        } else {
            assertThat(attachments.rejection(content)).get().asString().isNotBlank();
            assertRefused(put);
        }
    }
}
