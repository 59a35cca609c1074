package dev.gitsync.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitsync.model.Attachment;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.Change;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The part of {@link AttachmentContract} about plans: versions, the feed, transactions, and what a store refuses. */
public abstract class AttachmentPlanContract extends AttachmentContentContract {
    static final TestContent ONE = TestContent.of("one");
    static final TestContent TWO = TestContent.of("two, which is longer");

    PageId top;

    /** Creates the contract; for subclasses. */
    @SuppressWarnings("NullAway.Init") // Set before each test.
    protected AttachmentPlanContract() {}

    @BeforeEach
    final void createPage() {
        top = page("Top");
    }

    @Test
    void feedHasPagesAndAttachmentsInCommitOrder() {
        PageId file = upload("a.png", ONE);
        wiki.edit(top, "more", SOMEBODY);
        wiki.replace(file, TWO, SOMEBODY);
        wiki.renameAttachment(file, name("b.png"), SOMEBODY);
        long deleted = wiki.deleteAttachment(file, SOMEBODY);

        List<Change> feed = feed();
        assertThat(feed).extracting(Change::id).containsExactly(top, file, top, file, file, file);
        assertThat(feed(1)).isEqualTo(feed);
        assertThat(feed.get(1))
                .isEqualTo(new Change.AttachmentRevision(file, feed.get(1).version(), at(ONE, "a.png"), SOMEBODY));
        assertThat(feed.get(3))
                .isEqualTo(new Change.AttachmentRevision(file, feed.get(3).version(), at(TWO, "a.png"), SOMEBODY));
        assertThat(feed.get(4))
                .isEqualTo(new Change.AttachmentRevision(file, feed.get(4).version(), at(TWO, "b.png"), SOMEBODY));
        assertThat(feed.get(5)).isEqualTo(new Change.Tombstone(file, deleted, SOMEBODY));
    }

    @Test
    void everyChangeMakesAGreaterVersion() {
        PageId file = upload("a.png", ONE);
        PageId other = page("Other");
        List<Long> versions = new ArrayList<>();
        versions.add(wiki.attachment(file).version());
        versions.add(wiki.replace(file, TWO, SOMEBODY));
        versions.add(wiki.renameAttachment(file, name("b.png"), SOMEBODY));
        versions.add(
                owner(other) == null ? wiki.replace(file, ONE, SOMEBODY) : wiki.moveAttachment(file, other, SOMEBODY));
        Attachment last = wiki.attachment(file);
        versions.add(wiki.deleteAttachment(file, SOMEBODY));
        versions.add(wiki.restoreAttachment(new Attachment(file, versions.get(4), last.content()), SOMEBODY));

        assertThat(versions.get(0)).isGreaterThanOrEqualTo(1);
        assertThat(versions)
                .isSorted()
                .doesNotHaveDuplicates()
                .isEqualTo(changesOf(file).stream().map(Change::version).toList());
        assertThat(wiki.attachment(file)).isEqualTo(new Attachment(file, versions.get(5), last.content()));
    }

    @Test
    void planChangesPagesAndAttachmentsTogether() throws IOException {
        PageId old = upload("old.png", ONE);
        attachments.store(space, TWO);
        PageChange.Create child = create(top, "Child");
        @Nullable PageId owner = owner(child.id());
        PageChange.PutAttachment file = put(store.newPageId(space), 0, TWO.as(owner, name("new.png")));
        ApplyResult result = apply(
                child, put(old, version(old), ONE.as(owner, name("moved.png"))), file, delete(top, version(top) + 1));
        assertThat(result).isEqualTo(new ApplyResult.Stale(List.of(top)));
        assertThat(wiki.attachment(old).content()).isEqualTo(at(ONE, "old.png"));
        assertThat(attachments.attachment(space, file.id())).isEmpty();

        result = apply(child, put(old, version(old), ONE.as(owner, name("moved.png"))), file);

        assertThat(((ApplyResult.Applied) result).versions())
                .isEqualTo(Map.of(
                        child.id(), wiki.live(child.id()).version(), old, version(old), file.id(), version(file.id())));
        assertThat(wiki.attachmentsOf(owner))
                .extracting(Attachment::content)
                .containsExactlyInAnyOrder(ONE.as(owner, name("moved.png")), TWO.as(owner, name("new.png")));
        assertThat(attachments.attachments(space, null, 10)).hasSize(2);
    }

    @Test
    void attachmentAgainstAnOlderVersionIsStale() {
        PageId file = upload("a.png", ONE);
        long old = version(file);
        long now = wiki.replace(file, TWO, SOMEBODY);

        assertStale(file, put(file, old, at(ONE, "a.png")));
        assertStale(file, put(file, 0, at(ONE, "a.png")));
        assertStale(file, delete(file, old));
        long deleted = wiki.deleteAttachment(file, SOMEBODY);
        assertStale(file, put(file, now, at(ONE, "a.png")));
        assertStale(file, put(file, 0, at(ONE, "a.png")));
        assertStale(file, delete(file, deleted));
        PageId unknown = store.newPageId(space);
        assertStale(unknown, put(unknown, 1, at(ONE, "a.png")));
    }

    @Test
    void pagesAndAttachmentsShareOneSpaceOfIds() {
        PageId file = upload("a.png", ONE);

        assertStale(file, new PageChange.Create(file, content("A", "x"), SOMEBODY));
        assertStale(file, update(file, version(file), content("A", "x")));
        assertStale(top, put(top, 0, ONE.as(null, name("a.png"))));
        assertStale(top, put(top, wiki.live(top).version(), ONE.as(null, name("a.png"))));
        assertThat(store.page(space, file)).isEmpty();
        assertThat(store.pages(space, null, 100)).hasSize(1);
        assertThat(attachments.attachment(space, top)).isEmpty();
    }

    @Test
    void attachmentOfAnotherSpaceIsStale() throws IOException {
        Space other = newSpace();
        WikiEditor editor = new WikiEditor(store, other);
        PageId page = editor.create(null, "A", "a", SOMEBODY);
        PageId file = editor.upload(owner(page), name("a.png"), ONE, SOMEBODY);
        attachments.store(space, ONE);

        assertStale(file, put(file, editor.attachment(file).version(), at(ONE, "a.png")));
        assertStale(file, delete(file, editor.attachment(file).version()));
        assertRefused(put(store.newPageId(space), 0, ONE.as(page, "a.png")));
        assertThat(attachments.attachments(space, null, 10)).isEmpty();
    }

    @Test
    void attachmentWhoseContentsAreNotStoredIsRefused() throws IOException {
        assertRefused(put(store.newPageId(space), 0, at(TestContent.of("never stored"), "a.png")));
        attachments.store(space, ONE);
        assertRefused(put(
                store.newPageId(space),
                0,
                new AttachmentContent(owner(top), name("a.png"), ONE.hash(), ONE.size() + 1)));
    }

    @Test
    void attachmentNeedsANameAndALivePage() throws IOException {
        attachments.store(space, ONE);
        PageId file = upload("a.png", ONE);
        PageId gone = page("Gone");
        wiki.delete(gone, SOMEBODY);

        assertRefused(put(store.newPageId(space), 0, ONE.as(owner(top), "")));
        assertRefused(put(store.newPageId(space), 0, ONE.as(gone, "b.png")));
        assertRefused(put(store.newPageId(space), 0, ONE.as(file, "b.png")));
        assertRefused(put(store.newPageId(space), 0, ONE.as(store.newPageId(space), "b.png")));
        assertRefused(put(file, version(file), ONE.as(gone, "b.png")));
    }

    @Test
    void nameBelongsToOneAttachmentOfAPage() throws IOException {
        attachments.store(space, TWO);
        PageId file = upload("a.png", ONE);
        PageId other = upload("b.png", ONE);

        assertRefused(put(store.newPageId(space), 0, at(TWO, "a.png")));
        assertRefused(put(other, version(other), at(ONE, "a.png")));
        assertThat(apply(put(file, version(file), at(ONE, "c.png")), put(other, version(other), at(ONE, "a.png"))))
                .isInstanceOf(ApplyResult.Applied.class);
        if (owner(top) != null) {
            wiki.upload(page("Other"), name("a.png"), ONE, SOMEBODY);
        }
        wiki.deleteAttachment(other, SOMEBODY);
        upload("a.png", ONE);
    }

    @Test
    void failedWorkInTheTransactionRollsBackAttachments() throws IOException {
        assumeTrue(store.transactionDomain().isPresent());
        attachments.store(space, ONE);
        PageChange put = put(store.newPageId(space), 0, at(ONE, "a.png"));
        var failure = new IllegalStateException("the other side can't");

        assertNothingChangedBy(() -> assertThatThrownBy(() ->
                        store.apply(space, List.of(put), new ApplyContext("u1", ApplyContext.UNFENCED, applied -> {
                            throw failure;
                        })))
                .isSameAs(failure));
        assertThat(attachments.attachments(space, null, 10)).isEmpty();
    }

    @Test
    void anOlderTokenIsFenced() throws IOException {
        attachments.store(space, ONE);
        applyFenced(7, create(null, "A"));

        assertNothingChangedBy(() -> assertThat(applyFenced(6, put(store.newPageId(space), 0, at(ONE, "a.png"))))
                .isEqualTo(new ApplyResult.Fenced(7)));
    }

    @Test
    void provenanceOfAPushIsKept() throws IOException {
        attachments.store(space, ONE);
        Provenance pushed = new Provenance(
                SOMEBODY.author(),
                SOMEBODY.time(),
                SOMEBODY.message(),
                new Provenance.GitOrigin("a".repeat(40), "b".repeat(40)));
        PageId file = store.newPageId(space);
        apply(new PageChange.PutAttachment(file, 0, at(ONE, "a.png"), "c".repeat(40), pushed));

        assertThat(changesOf(file)).extracting(Change::provenance).containsExactly(pushed);
    }

    /** Returns the contents as an attachment of the page {@link #top} or, in a wiki where no page has any, of the space. */
    final AttachmentContent at(TestContent content, String file) {
        return content.as(owner(top), name(file));
    }

    final PageId upload(String file, TestContent content) {
        return wiki.upload(owner(top), name(file), content, SOMEBODY);
    }

    void assertStale(PageId id, PageChange change) {
        assertNothingChangedBy(() -> assertThat(apply(change)).isEqualTo(new ApplyResult.Stale(List.of(id))));
    }

    long version(PageId file) {
        return attachments
                .attachment(space, file)
                .map(Attachment::version)
                .orElseGet(() -> wiki.live(file).version());
    }

    List<Change> changesOf(PageId id) {
        return feed().stream().filter(change -> change.id().equals(id)).toList();
    }

    static PageChange.PutAttachment put(PageId id, long expected, AttachmentContent content) {
        return new PageChange.PutAttachment(id, expected, content, null, SOMEBODY);
    }
}
