package dev.gitsync.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.format.SafePathNaming;
import dev.gitsync.internal.tree.TreeItems;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each file has one owner, found by its path, and one attachment, found by its owner and name. */
class AttachmentIndexTest {
    private static final ObjectId BLOB = ObjectId.fromString("1".repeat(40));
    private static final ContentHash HASH = new ContentHash("ab".repeat(32));

    private final SpaceRepository repository =
            new InMemoryRepositoryStore().open(new Space(new SpaceId("docs"), "", "Docs"));
    private final ObjectReader reader = repository.git().newObjectReader();
    private SpaceIndex index = SpaceIndexTest.empty(reader);

    @BeforeEach
    void twoPages() throws IOException {
        index.put(page("a", null, "A"));
        index.put(page("b", "a", "B"));
    }

    @AfterEach
    void close() {
        reader.close();
        repository.close();
    }

    @Test
    void fileBelongsToThePageWhoseFolderIsNearest() throws IOException {
        assertThat(owner("logo.png")).isEqualTo("null:logo.png");
        assertThat(owner("X/logo.png")).isEqualTo("null:X/logo.png");
        assertThat(owner("A/logo.png")).isEqualTo("a:logo.png");
        assertThat(owner("A/img/x/logo.png")).isEqualTo("a:img/x/logo.png");
        assertThat(owner("A/B/logo.png")).isEqualTo("b:logo.png");
        assertThat(owner("A/b/logo.png")).as("another folder").isEqualTo("a:b/logo.png");
    }

    @Test
    void movingAPageMovesItsAttachmentsWithoutAnotherRecord() throws IOException {
        attachments().put(attachment("f", "b", "img/x.png", 1));
        assertThat(path("f")).isEqualTo("A/B/img/x.png");
        index.put(page("b", null, "C"));
        assertThat(path("f")).isEqualTo("C/img/x.png");
        assertThat(attachments().at("C/img/x.png").orElseThrow().id()).isEqualTo(new PageId("f"));
        assertThat(attachments().at("A/B/img/x.png")).isEmpty();
    }

    @Test
    void replacedAndRenamedAttachmentsAreFoundUnderTheirNewNamesAlone() throws IOException {
        attachments().put(attachment("f", "a", "x.png", 1));
        attachments().put(attachment("f", null, "y.png", 2));
        assertThat(attachments().at(new PageId("a"), "x.png")).isEmpty();
        assertThat(attachments().at(null, "y.png").orElseThrow().version()).isEqualTo(2);
        assertThat(index.head().attachments()).isEqualTo(1);
    }

    @Test
    void swappedNamesAreEachFoundAgain() throws IOException {
        attachments().put(attachment("f", "a", "x.png", 1));
        attachments().put(attachment("g", "a", "y.png", 1));
        attachments().put(attachment("f", "a", "y.png", 2));
        attachments().put(attachment("g", "a", "x.png", 2));
        assertThat(attachments().at("A/y.png").orElseThrow().id()).isEqualTo(new PageId("f"));
        assertThat(attachments().at("A/x.png").orElseThrow().id()).isEqualTo(new PageId("g"));
    }

    @Test
    void deletedAttachmentIsKnownByIdAndPathWithItsModeUntilItReturns() throws IOException {
        IndexedAttachment put = attachment("f", "b", "run.sh", 1);
        attachments().put(put);
        attachments().remove(put, 2, FileMode.EXECUTABLE_FILE);
        assertThat(attachments().find(put.id())).isEmpty();
        assertThat(attachments().at("A/B/run.sh")).isEmpty();
        assertThat(index.head().attachments()).isZero();
        TrashedAttachment trashed = attachments().trashedAt("A/B/run.sh").orElseThrow();
        assertThat(trashed).isEqualTo(attachments().trashed(put.id()).orElseThrow());
        assertThat(trashed.version()).isEqualTo(2);
        assertThat(trashed.isExecutable()).isTrue();
        assertThat(trashed.attachment()).isEqualTo(put.withVersion(2));
        attachments().put(put.withVersion(3));
        assertThat(attachments().trashed(put.id())).isEmpty();
        assertThat(attachments().trashedAt("A/B/run.sh")).isEmpty();
    }

    @Test
    void versionsOfLiveAndDeletedAttachmentsAreSetLikeThoseOfPages() throws IOException {
        IndexedAttachment gone = attachment("g", "a", "gone.png", 1);
        attachments().put(attachment("f", "a", "x.png", 1));
        attachments().put(gone);
        attachments().remove(gone, 2, FileMode.REGULAR_FILE);
        index.version(new PageId("f"), 7);
        index.version(new PageId("g"), 8);
        assertThat(attachments().find(new PageId("f")).orElseThrow().version()).isEqualTo(7);
        assertThat(attachments().trashed(new PageId("g")).orElseThrow().version())
                .isEqualTo(8);
    }

    @Test
    void attachmentsWaitForTheirPageUntilItIsThereUnlessTheyWentElsewhere() throws IOException {
        PageId lost = new PageId("lost");
        for (String id : List.of("f", "g", "h")) {
            attachments().put(attachment(id, "lost", id + ".png", 1).at(null, id + ".png"));
            attachments().await(lost, new PageId(id));
        }
        attachments().put(attachment("g", "a", "g.png", 2));
        attachments().remove(attachments().find(new PageId("h")).orElseThrow(), 2, FileMode.REGULAR_FILE);
        index = written();
        assertThat(attachments().removeWaiting(lost))
                .extracting(IndexedAttachment::id)
                .containsExactly(new PageId("f"));
        assertThat(attachments().removeWaiting(lost)).isEmpty();
    }

    @Test
    void everythingIsReadBack() throws IOException {
        IndexedAttachment one = new IndexedAttachment(
                new PageId("f"), new PageId("lost"), null, "img/x\t.png", "X\n.png", 3, HASH, 1L << 33, BLOB);
        IndexedAttachment two = attachment("g", "b", "y.png", 1);
        attachments().put(one);
        attachments().put(two);
        attachments().remove(two, 2, FileMode.REGULAR_FILE);
        attachments().adopted(true);
        index = written();
        assertThat(attachments().find(one.id())).contains(one);
        assertThat(one.isDisplaced()).isTrue();
        assertThat(attachments().trashedAt("A/B/y.png").orElseThrow().id()).isEqualTo(two.id());
        assertThat(attachments().isAdopted()).isTrue();
        assertThat(index.head().attachments()).isEqualTo(1);
        List<IndexedAttachment> all = new ArrayList<>();
        attachments().forEach(all::add);
        assertThat(all).containsExactly(one);
    }

    @Test
    void indexWithoutAttachmentsHasNoTraceOfThem() throws IOException {
        SpaceIndex read = written();
        assertThat(read.attachments().isAdopted()).isFalse();
        try (HintedInserter inserter = repository.newInserter()) {
            ObjectId tree = read.write(inserter);
            inserter.flush();
            assertThat(TreeItems.read(reader, tree).keySet()).containsExactly("head", "names", "pages");
        }
    }

    @Test
    void deletedAttachmentsOfAnOldIndexAreCopiedWithTheirNewVersions() throws IOException {
        IndexedAttachment gone = attachment("g", "b", "y.png", 1);
        attachments().put(gone);
        attachments().remove(gone, 2, FileMode.EXECUTABLE_FILE);
        SpaceIndex copy = SpaceIndexTest.empty(reader);
        copy.copyTrash(index, Map.of(gone.id(), 5L));
        TrashedAttachment trashed = copy.attachments().trashedAt("A/B/y.png").orElseThrow();
        assertThat(trashed.version()).isEqualTo(5);
        assertThat(trashed.isExecutable()).isTrue();
    }

    private AttachmentIndex attachments() {
        return index.attachments();
    }

    private String owner(String file) throws IOException {
        AttachmentIndex.Owner owner = attachments().ownerOf(file);
        return owner.id() + ":" + owner.name();
    }

    private String path(String id) throws IOException {
        return attachments().path(attachments().find(new PageId(id)).orElseThrow());
    }

    private SpaceIndex written() throws IOException {
        try (HintedInserter inserter = repository.newInserter()) {
            ObjectId tree = index.write(inserter);
            inserter.flush();
            return SpaceIndex.read(reader, new SafePathNaming(), tree);
        }
    }

    private static IndexedAttachment attachment(String id, @Nullable String page, String name, long version) {
        PageId owner = page == null ? null : new PageId(page);
        return new IndexedAttachment(new PageId(id), owner, owner, name, name, version, HASH, 12, BLOB);
    }

    private static IndexedPage page(String id, @Nullable String parent, String name) {
        PageId place = parent == null ? null : new PageId(parent);
        return new IndexedPage(new PageId(id), place, place, name, name, 1, true, false);
    }
}
