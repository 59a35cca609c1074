package dev.gitsync.listing;

import static dev.gitsync.tests.store.InMemoryListedFiles.Feature.HASHES;
import static dev.gitsync.tests.store.InMemoryListedFiles.Feature.IDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.AttachmentRevision;
import dev.gitsync.model.Change.Tombstone;
import dev.gitsync.model.PageId;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageChange.PutAttachment;
import dev.gitsync.store.attachment.AttachmentStore;
import dev.gitsync.store.listing.Listing.WithheldDeletion;
import dev.gitsync.store.listing.Listing.WithheldDeletion.Reason;
import dev.gitsync.store.listing.ListingPageStore;
import dev.gitsync.store.plan.AttachmentName;
import dev.gitsync.testkit.TestContent;
import dev.gitsync.tests.store.InMemoryListedFiles;
import dev.gitsync.tests.store.InMemoryListing;
import dev.gitsync.tests.store.InMemoryListingMemory;
import dev.gitsync.tests.store.ProcessDied;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of attachments that users of a wiki change, which can only list them. */
class ListedAttachmentsTest {
    private final ListingFixture plain = new ListingFixture(InMemoryListing.withAttachments());
    private final InMemoryListedFiles files = plain.wiki.files();
    private final PageId page = plain.page("Page");

    @Test
    void uploadIsInTheFeedWithItsContents() throws IOException {
        files.upload(plain.space, page, "a.png", "one");

        List<Change> feed = plain.feed();

        assertThat(feed).hasSize(2);
        AttachmentContent content = ((AttachmentRevision) feed.get(1)).content();
        assertThat(content).isEqualTo(TestContent.of("one").as(page, "a.png"));
        assertThat(read(content)).isEqualTo("one");
        assertThat(feed.get(1).provenance().time()).isEqualTo(ListingFixture.NOON);
        assertThat(plain.newsSince(feed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void renamedAndMovedAttachmentIsTheSame(boolean hasIds) {
        ListingFixture wiki = hasIds ? new ListingFixture(InMemoryListing.withAttachments(IDS, HASHES)) : plain;
        PageId from = wiki.page("From");
        PageId to = wiki.page("To");
        wiki.wiki.files().upload(wiki.space, from, "a.png", "one");
        List<Change> before = wiki.feed();
        PageId id = before.get(before.size() - 1).id();
        wiki.wiki.files().move(wiki.space, new AttachmentName(from, "a.png"), new AttachmentName(to, "b.png"));

        assertThat(wiki.newsSince(before)).singleElement().isInstanceOfSatisfying(AttachmentRevision.class, news -> {
            assertThat(news.id()).isEqualTo(id);
            assertThat(news.version()).isEqualTo(2);
            assertThat(news.content()).isEqualTo(TestContent.of("one").as(to, "b.png"));
        });
    }

    @Test
    void replacedContentsAreANewVersionAndTheOldOnesRemain() throws IOException {
        files.upload(plain.space, page, "a.png", "one");
        List<Change> before = plain.feed();
        files.upload(plain.space, page, "a.png", "two");

        AttachmentRevision news = (AttachmentRevision) plain.newsSince(before).get(0);

        assertThat(news.id()).isEqualTo(before.get(1).id());
        assertThat(read(news.content())).isEqualTo("two");
        assertThat(read(((AttachmentRevision) before.get(1)).content())).isEqualTo("one");
    }

    @Test
    void nameIsFreeInTheFeedBeforeAnotherAttachmentGetsIt() {
        files.upload(plain.space, page, "a", "one");
        files.upload(plain.space, page, "b", "two");
        files.upload(plain.space, page, "c", "three");
        List<Change> before = plain.feed();
        files.delete(plain.space, new AttachmentName(page, "c"));
        files.move(plain.space, new AttachmentName(page, "b"), new AttachmentName(page, "c"));
        files.move(plain.space, new AttachmentName(page, "a"), new AttachmentName(page, "b"));
        ListingFixture wiki = new ListingFixture(InMemoryListing.withAttachments(IDS, HASHES));
        InMemoryListedFiles named = wiki.wiki.files();
        named.upload(wiki.space, null, "a", "one");
        named.upload(wiki.space, null, "b", "two");
        named.upload(wiki.space, null, "c", "three");
        wiki.page("Some");
        List<Change> start = wiki.feed();
        named.delete(wiki.space, new AttachmentName(null, "c"));
        named.move(wiki.space, new AttachmentName(null, "b"), new AttachmentName(null, "c"));
        named.move(wiki.space, new AttachmentName(null, "a"), new AttachmentName(null, "b"));

        List<Change> news = wiki.newsSince(start);

        assertThat(news.get(0)).isInstanceOf(Tombstone.class);
        assertThat(news.subList(1, 3))
                .extracting(change -> ((AttachmentRevision) change).content().name())
                .containsExactly("c", "b");
        assertThat(plain.newsSince(before)).isNotEmpty();
    }

    @Test
    void attachmentsAreDeletedDirectlyBeforeTheirPage() {
        PageId other = plain.page("Other");
        files.upload(plain.space, page, "a", "one");
        files.upload(plain.space, page, "b", "two");
        files.upload(plain.space, other, "c", "three");
        List<Change> before = plain.feed();
        files.delete(plain.space, new AttachmentName(page, "a"));
        files.delete(plain.space, new AttachmentName(page, "b"));
        plain.wiki.delete(plain.space, page);
        plain.wiki.edit(plain.space, other, "edited");

        List<Change> news = plain.newsSince(before);

        assertThat(news).hasSize(4);
        assertThat(news.get(3)).isEqualTo(new Tombstone(page, 2, news.get(1).provenance()));
        assertThat(news.subList(1, 3)).allMatch(Tombstone.class::isInstance);
    }

    @Test
    void attachmentsOfAnIncompleteListingAreNotDeleted() {
        files.upload(plain.space, page, "a", "one");
        List<Change> before = plain.feed();
        files.delete(plain.space, new AttachmentName(page, "a"));
        plain.wiki.listIncompletelyWithout(listed -> false);

        assertThat(plain.newsSince(before)).isEmpty();
        assertThat(plain.withheld).contains(new WithheldDeletion(Reason.INCOMPLETE, 1, 1));
        plain.wiki.clearFaults();
        assertThat(plain.newsSince(before)).singleElement().isInstanceOf(Tombstone.class);
    }

    @Test
    void mostAttachmentsAreNotDeletedAtOnceUnlessTheOperatorSaysSo() {
        for (int i = 0; i < 4; i++) {
            files.upload(plain.space, page, "file" + i, "text" + i);
        }
        List<Change> before = plain.feed();
        for (int i = 0; i < 3; i++) {
            files.delete(plain.space, new AttachmentName(page, "file" + i));
        }

        assertThat(plain.newsSince(before)).isEmpty();
        assertThat(plain.withheld).contains(new WithheldDeletion(Reason.TOO_MANY_ATTACHMENTS, 4, 3));
        PutAttachment replace = put(before.get(1).id(), 1, "file0", "new");
        assertThat(plain.push(replace)).isInstanceOf(ApplyResult.Refused.class);
        plain.store.deleteMissing(plain.space);
        assertThat(plain.newsSince(before)).hasSize(3).allMatch(Tombstone.class::isInstance);
    }

    @Test
    void attachmentWhoseContentsCanNotBeReadStaysAsItIs() {
        files.upload(plain.space, page, "a", "one");
        List<Change> before = plain.feed();
        files.upload(plain.space, page, "a", "two");
        files.upload(plain.space, page, "new", "three");
        files.makeUnreadable("a");
        files.makeUnreadable("new");

        assertThat(plain.newsSince(before)).isEmpty();
        files.clearFaults();
        assertThat(plain.newsSince(before)).hasSize(2);
    }

    /** Only what changed is read, however many attachments there are. */
    @ParameterizedTest
    @ValueSource(ints = {20, 200})
    void readsOnlyChangedContents(int count) {
        for (int i = 0; i < count; i++) {
            files.upload(plain.space, page, "file" + i, "text" + i);
        }
        plain.feed();
        int read = files.opened();
        int listings = plain.wiki.listings();

        plain.feed();
        assertThat(files.opened() - read).isZero();
        files.upload(plain.space, page, "file7", "other");
        files.upload(plain.space, page, "new", "new");
        plain.feed();
        assertThat(files.opened() - read).isEqualTo(4); // Each is hashed, and stored.
        files.move(plain.space, new AttachmentName(page, "file8"), new AttachmentName(page, "moved"));
        plain.feed();
        assertThat(files.opened() - read).isEqualTo(5);
        assertThat(plain.wiki.listings() - listings).isEqualTo(3);
        int signatures = plain.wiki.signatures().size();
        assertThat(plain.push(put(plain.store.newPageId(plain.space), 0, "pushed", "pushed")))
                .isInstanceOf(ApplyResult.Applied.class);
        assertThat(plain.wiki.signatures()).hasSize(signatures + 1);
        plain.feed();
        assertThat(files.opened() - read).isEqualTo(6); // The wiki states no hash of what was pushed.
        plain.feed();
        assertThat(files.opened() - read).isEqualTo(6);
    }

    @Test
    void editBetweenListingAndWriteIsStaleAndNotOverwritten() {
        files.upload(plain.space, page, "a", "one");
        PageId id = plain.feed().get(1).id();
        plain.wiki.beforeWrite(1, () -> files.upload(plain.space, page, "a", "by a user"));

        assertThat(plain.push(put(id, 1, "a", "by git"))).isEqualTo(new ApplyResult.Stale(List.of(id)));
        assertThat(files.texts(plain.space)).containsEntry(new AttachmentName(page, "a"), "by a user");
    }

    @Test
    void crashBetweenTheWikisWriteAndTheMemoryLosesAndDoublesNothing() {
        files.upload(plain.space, page, "replaced", "one");
        files.upload(plain.space, page, "moved", "two");
        files.upload(plain.space, page, "deleted", "three");
        files.upload(plain.space, page, "unmoved", "four");
        List<Change> before = plain.feed();
        List<PageId> ids = before.stream().skip(1).map(Change::id).toList();
        PutAttachment created = put(plain.store.newPageId(plain.space), 0, "created", "new");
        PutAttachment replaced = put(ids.get(0), 1, "replaced", "by git");
        PutAttachment moved = put(ids.get(1), 1, "elsewhere", "two");
        PageChange deleted = new PageChange.Delete(ids.get(2), 1, ListingFixture.PUSH);
        PutAttachment unmoved = put(ids.get(3), 1, "never", "four");
        plain.wiki.afterWrite(4, () -> {
            throw new ProcessDied();
        });
        assertThatExceptionOfType(ProcessDied.class)
                .isThrownBy(() -> plain.push(plain.another(), created, replaced, moved, deleted, unmoved));

        assertThat(plain.newsSince(before))
                .containsExactlyInAnyOrder(
                        revision(created, 1),
                        revision(replaced, 2),
                        revision(moved, 2),
                        new Tombstone(ids.get(2), 2, ListingFixture.PUSH));
        assertThat(plain.push(unmoved)).isInstanceOf(ApplyResult.Applied.class);
    }

    @Test
    void refusalOfALaterAttachmentSaysWhatIsWritten() {
        plain.wiki.forbid("b", "No b here.");
        PageChange.Create create = plain.create(null, "New");
        PutAttachment a = put(plain.store.newPageId(plain.space), 0, "a", "one");
        PutAttachment b = put(plain.store.newPageId(plain.space), 0, "b", "two");

        ApplyResult.Partial partial = (ApplyResult.Partial) plain.push(create, a, b);

        assertThat(partial.versions()).containsOnlyKeys(create.id(), a.id());
        assertThat(partial.failures()).containsEntry(b.id(), "No b here.");
        assertThat(plain.feed()).last().isEqualTo(revision(a, 1));
    }

    @Test
    void wikiWithAttachmentsNeedsAPlaceForTheirContents() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> ListingPageStore.builder(plain.wiki, new InMemoryListingMemory())
                        .build())
                .withMessageContaining("contents()");
    }

    private Change revision(PutAttachment put, long version) {
        return new AttachmentRevision(put.id(), version, put.content(), put.provenance());
    }

    private PutAttachment put(PageId id, long expected, String name, String text) {
        TestContent content = TestContent.of(text);
        try {
            attachments().store(plain.space, content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new PutAttachment(id, expected, content.as(page, name), null, ListingFixture.PUSH);
    }

    private String read(AttachmentContent content) throws IOException {
        try (InputStream in = attachments().open(plain.space, content.hash(), 0)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private AttachmentStore attachments() {
        return plain.store.attachments().orElseThrow();
    }
}
