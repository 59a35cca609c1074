package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.jdbi.JdbiAttachments.AttachmentInfo;
import dev.gitsync.jdbi.JdbiAttachments.Settings;
import dev.gitsync.jdbi.JdbiAttachments.Uploaded;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.Change;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.attachment.AttachmentQuota;
import dev.gitsync.testkit.TestContent;
import dev.gitsync.testkit.WikiEditor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a wiki does with its attachments, beside the contract of the store. */
class JdbiAttachmentsTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final long MEBIBYTE = 1 << 20;

    private final Space space = DATABASE.newSpace();
    private final JdbiAttachments attachments = new JdbiAttachments(
            DATABASE.jdbi(),
            Settings.defaults().withMaxFileBytes(2 * MEBIBYTE).withQuota(AttachmentQuota.of(3 * MEBIBYTE)));
    private final JdbiPageStore store = new JdbiPageStore(DATABASE.jdbi(), attachments);
    private final WikiEditor wiki = new WikiEditor(store, space);
    private final PageId page = wiki.create(null, "Page", "text", at(0));

    @Test
    void uploadBecomesAnAttachmentWithAChange() throws IOException {
        byte[] bytes = bytes(1_500_000, 1);
        Uploaded uploaded = attachments.upload(space, new ByteArrayInputStream(bytes));
        PageId id = put(uploaded, page, "photo.jpg");

        assertThat(uploaded.hash()).isEqualTo(TestContent.of(bytes).hash());
        assertThat(uploaded.size()).isEqualTo(bytes.length);
        assertThat(wiki.contents(id)).isEqualTo(bytes);
        assertThat(attachments.named(space, page, "photo.jpg"))
                .map(Attachment::id)
                .contains(id);
        assertThat(attachments.named(space, null, "photo.jpg")).isEmpty();
        assertThat(attachments.ofPage(space, page))
                .containsExactly(new AttachmentInfo(wiki.attachment(id), false, at(1)));
    }

    @Test
    void listsTheFilesOfAPageByNameAndThoseOfTheSpace() {
        PageId b = wiki.upload(page, "b.png", TestContent.of("b"), at(1));
        PageId a = wiki.upload(page, "a.png", TestContent.of("a"), at(2));
        PageId logo = wiki.upload(null, "logo.svg", TestContent.of("logo"), at(3));

        assertThat(ids(attachments.ofPage(space, page))).containsExactly(a, b);
        assertThat(ids(attachments.ofPage(space, null))).containsExactly(logo);
        assertThat(attachments.named(space, null, "logo.svg")).contains(wiki.attachment(logo));
    }

    @Test
    void historyAndTrashTellWhoDidWhat() {
        PageId file = wiki.upload(page, "a.png", TestContent.of("one"), at(1));
        wiki.replace(file, TestContent.of("two"), at(2));
        long deleted = wiki.deleteAttachment(file, at(3));

        assertThat(attachments.revisions(space, file, 10, Long.MAX_VALUE))
                .containsExactly(
                        new Change.Tombstone(file, 3, at(3)),
                        new Change.AttachmentRevision(
                                file, 2, TestContent.of("two").as(page, "a.png"), at(2)),
                        new Change.AttachmentRevision(
                                file, 1, TestContent.of("one").as(page, "a.png"), at(1)));
        assertThat(attachments.revisions(space, file, 1, 3))
                .extracting(Change::version)
                .containsExactly(2L);
        AttachmentInfo trashed = attachments.trash(space, page).get(0);
        assertThat(trashed)
                .isEqualTo(new AttachmentInfo(
                        new Attachment(file, deleted, TestContent.of("two").as(page, "a.png")), true, at(3)));
        assertThat(attachments.find(space, file)).contains(trashed);
        assertThat(attachments.ofPage(space, page)).isEmpty();
        wiki.restoreAttachment(trashed.attachment(), at(4));
        assertThat(attachments.trash(space, page)).isEmpty();
    }

    @Test
    void pageIsDeletedAndRestoredWithWhatBelongsToIt() {
        PageId alone = wiki.upload(page, "alone.png", TestContent.of("alone"), at(1));
        wiki.deleteAttachment(alone, at(2));
        PageId file = wiki.upload(page, "a.png", TestContent.of("one"), at(3));
        List<PageChange> plan = new ArrayList<>(attachments.deletions(space, List.of(page), at(4)));
        plan.add(new PageChange.Delete(page, wiki.live(page).version(), at(4)));
        long deleted = applied(plan).versions().get(page);

        List<PageChange> back = attachments.restorations(space, List.of(page), at(5));
        assertThat(back).extracting(PageChange::id).containsExactly(file);
        plan = new ArrayList<>();
        plan.add(new PageChange.Restore(page, deleted, new PageContent(null, "Page", "text"), at(5)));
        plan.addAll(back);
        applied(plan);
        assertThat(ids(attachments.ofPage(space, page))).containsExactly(file);
    }

    @Test
    void fileThatIsTooLargeLeavesNothingBehind() {
        assertThatExceptionOfType(StoreRejectedException.class)
                .isThrownBy(() ->
                        attachments.upload(space, new ByteArrayInputStream(bytes((int) (2 * MEBIBYTE) + 1, 2))))
                .withMessage("A file of this wiki may have at most 2097152 bytes, and this one has more.");
        assertThat(rows()).isZero();
        assertThat(attachments.store().rejection(TestContent.of("x").as(page, "a.png")))
                .isEmpty();
    }

    @Test
    void quotaCountsEqualContentsOnceAndHasRoomAgainAfterTheCollection() throws IOException {
        Uploaded first = attachments.upload(space, new ByteArrayInputStream(bytes((int) (2 * MEBIBYTE), 3)));
        attachments.upload(space, new ByteArrayInputStream(bytes((int) (2 * MEBIBYTE), 3)));
        assertThat(usage()).isEqualTo(2 * MEBIBYTE);

        assertThatExceptionOfType(StoreRejectedException.class)
                .isThrownBy(() -> attachments.upload(space, new ByteArrayInputStream(bytes((int) (2 * MEBIBYTE), 4))))
                .withMessage("The files of this space have 2097152 bytes, of at most 3145728. There is no room for"
                        + " 2097152 more. Ask the operator for a larger quota.");
        assertThatExceptionOfType(StoreRejectedException.class)
                .isThrownBy(() -> attachments.store().store(space, TestContent.of(bytes((int) (2 * MEBIBYTE), 4))));
        assertThat(rows()).isEqualTo(1);

        Contents.collect(DATABASE, space);
        assertThat(usage()).isZero();
        assertThat(attachments.store().contains(space, first.hash())).isFalse();
        attachments.upload(space, new ByteArrayInputStream(bytes((int) (2 * MEBIBYTE), 4)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nul\0.png", "half\ud83d.png"})
    void nameThatCanNotBeStoredIsRefusedByASentence(String name) {
        assertRefused(name, "The name of an attachment can't hold ");
    }

    @Test
    void nameThatIsTooLongIsRefusedByASentence() {
        assertRefused("ä".repeat(513), "The name of an attachment may have at most 1024 bytes");
    }

    private void assertRefused(String name, String sentence) {
        TestContent content = TestContent.of("x");
        wiki.upload(page, "x", content, at(1));
        var put = new PageChange.PutAttachment(store.newPageId(space), 0, content.as(page, name), null, at(2));

        assertThat(attachments.store().rejection(put.content()))
                .get()
                .asString()
                .startsWith(sentence);
        assertThat(((ApplyResult.Refused) store.apply(space, List.of(put), ApplyContext.edit("ada"))).reason())
                .startsWith(sentence);
    }

    @Test
    void storeWithoutAttachmentsThrowsForOne() {
        JdbiPageStore without = new JdbiPageStore(DATABASE.jdbi());
        var put = new PageChange.PutAttachment(
                store.newPageId(space), 0, TestContent.of("x").as(page, "x"), null, at(1));

        assertThat(without.attachments()).isEmpty();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> without.apply(space, List.of(put), ApplyContext.edit("ada")));
    }

    @Test
    void repositoriesElsewhereAreRefused() {
        JdbiRepositoryStore elsewhere =
                new JdbiRepositoryStore(TestDatabase.empty().jdbi());

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() ->
                        new JdbiAttachments(DATABASE.jdbi(), Settings.defaults().withRepositories(elsewhere)))
                .withMessageContaining("different transactions");
    }

    private PageId put(Uploaded uploaded, @Nullable PageId of, String name) {
        PageId id = store.newPageId(space);
        applied(List.of(new PageChange.PutAttachment(id, 0, uploaded.as(of, name), null, at(1))));
        return id;
    }

    private ApplyResult.Applied applied(List<PageChange> plan) {
        return (ApplyResult.Applied) store.apply(space, plan, ApplyContext.edit("ada"));
    }

    private long rows() {
        return DATABASE.number("SELECT count(*) FROM gitsync_contents WHERE space_id = :space", space);
    }

    private long usage() {
        return DATABASE.number("SELECT bytes FROM gitsync_content_usage WHERE space_id = :space", space);
    }

    private static List<PageId> ids(List<AttachmentInfo> files) {
        return files.stream().map(file -> file.attachment().id()).toList();
    }

    private static byte[] bytes(int size, int seed) {
        return Contents.bytes(size, seed);
    }

    private static Provenance at(int minute) {
        return Provenance.wiki(
                new Person("Ada", "ada@example.org"),
                Instant.parse("2026-11-30T12:00:00Z").plusSeconds(60L * minute),
                "step " + minute);
    }
}
