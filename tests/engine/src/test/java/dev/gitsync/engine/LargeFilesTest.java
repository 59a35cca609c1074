package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Attachment;
import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult;
import dev.gitsync.testkit.TestContent;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pointers of Git LFS in git, contents in the wiki: issue 28. */
class LargeFilesTest {
    private static final String ATTRIBUTES = "*.bin filter=lfs diff=lfs merge=lfs -text\n";
    private static final TestContent ONE = TestContent.of("one large file");
    private static final TestContent TWO = TestContent.of("another large file");

    private final EngineFixture wiki = EngineFixture.withAttachments();
    private final PageId guide = wiki.page(null, "Guide", "guide");

    @Test
    void uploadBecomesAPointerWhereTheAttributesSaySo() {
        track();
        PageId file = wiki.wiki.upload(wiki.space, guide, "plan.bin", ONE, wiki.edit("Upload"));
        wiki.upload(guide, "plan.png", "small");
        wiki.upload(guide, "empty.bin", "");
        wiki.pull();
        assertThat(wiki.git.read("Guide/plan.bin")).isEqualTo(ONE.pointer());
        assertThat(wiki.git.read("Guide/plan.png")).isEqualTo("small");
        assertThat(wiki.git.read("Guide/empty.bin")).isEmpty();

        wiki.wiki.replace(wiki.space, file, TWO, wiki.edit("Replace"));
        wiki.pull();
        assertThat(wiki.git.read("Guide/plan.bin")).isEqualTo(TWO.pointer());
        wiki.assertVerified();
    }

    @Test
    void pushedPointerIsTheObject() throws Exception {
        track();
        store(ONE);
        PushResult.Accepted result =
                wiki.git.fetch().write("Guide/plan.bin", ONE.pointer()).pushed("Add");
        assertThat(result.attachments()).hasSize(1);
        Attachment attachment = only();
        assertThat(attachment.content()).isEqualTo(ONE.as(guide, "plan.bin"));

        store(TWO);
        wiki.git.fetch().write("Guide/plan.bin", TWO.pointer()).pushed("Replace");
        assertThat(only().id()).isEqualTo(attachment.id());
        assertThat(only().content()).isEqualTo(TWO.as(guide, "plan.bin"));

        wiki.git.fetch().move("Guide/plan.bin", "Guide/img/plan.bin").pushed("Move");
        assertThat(only().content()).isEqualTo(TWO.as(guide, "img/plan.bin"));
        wiki.pull();
        assertThat(wiki.git.read("Guide/img/plan.bin")).isEqualTo(TWO.pointer());
        wiki.assertVerified();
    }

    @Test
    void attributesOfTheSamePushCount() throws Exception {
        wiki.pull();
        store(ONE);
        wiki.git
                .fetch()
                .write(".gitattributes", ATTRIBUTES)
                .write("Guide/plan.bin", ONE.pointer())
                .pushed("Track and add");
        assertThat(only().content()).isEqualTo(ONE.as(guide, "plan.bin"));
        wiki.assertVerified();
    }

    @Test
    void refusesPointersToMissingObjectsAndNamesTheCommand() throws Exception {
        track();
        wiki.git.fetch();
        for (int i = 10; i < 22; i++) {
            wiki.git.write("Guide/" + i + ".bin", TestContent.of("file " + i).pointer());
        }
        PushResult.Refused refused = wiki.git.refused("Add");
        assertThat(refused.reason()).isEqualTo(PushResult.Reason.MISSING_OBJECTS);
        assertThat(refused.summary()).isEqualTo("objects of Git LFS are missing");
        assertThat(refused.details()).hasSize(12);
        assertThat(refused.details().get(0))
                .isEqualTo("Guide/10.bin is a pointer of Git LFS to an object that this space does not have ("
                        + TestContent.of("file 10").hash() + ")");
        assertThat(refused.details().get(10)).isEqualTo("… and 2 more");
        assertThat(refused.details().get(11)).contains("git lfs push --all origin");
        assertThat(wiki.attachments()).isEmpty();
        assertThat(wiki.git.push("gitsync.dry-run")).isInstanceOf(PushResult.Refused.class);

        for (int i = 10; i < 22; i++) {
            store(TestContent.of("file " + i));
        }
        assertThat(wiki.git.push()).isInstanceOf(PushResult.Accepted.class);
        wiki.assertVerified();
    }

    /** No attachment of the wiki, but a clone needs the object all the same. */
    @Test
    void refusesPointersOfHiddenFilesToMissingObjects() throws Exception {
        track();
        PushResult.Refused refused =
                wiki.git.fetch().write(".theme/logo.bin", ONE.pointer()).refused("Add");
        assertThat(refused.details().get(0))
                .isEqualTo(".theme/logo.bin is a pointer of Git LFS to an object that this space does not have ("
                        + ONE.hash() + ")");
        store(ONE);
        assertThat(wiki.git.push()).isInstanceOf(PushResult.Accepted.class);
        wiki.assertVerified();

        wiki.git.fetch().write(".theme/logo.bin", TWO.pointer()).refused("Replace");
    }

    /** The wiki would show the pointer, and its next edit would put a text in the place of the object. */
    @Test
    void refusesPagesThatArePointers() throws Exception {
        wiki.pull();
        store(ONE);
        PushResult.Refused refused = wiki.git
                .fetch()
                .write(".gitattributes", "*.md filter=lfs\n")
                .write("Guide.md", ONE.pointer())
                .write("New.md", ONE.pointer())
                .refused("Track pages");
        assertThat(refused.details().subList(0, 2))
                .extracting(line -> line.replaceFirst("[.] Remove.*", ""))
                .containsExactlyInAnyOrder(
                        "Guide.md is a pointer of Git LFS, but the text of a page must be in git",
                        "New.md is a pointer of Git LFS, but the text of a page must be in git");

        wiki.git.fetch().write("Pointers.md", ONE.pointer()).pushed("A page that explains pointers");
        wiki.assertVerified();
    }

    /** git-lfs reads pointers with extensions and those of its first version, but writes none. */
    @Test
    void pointerOfAnotherFormIsConvertedAsWell() throws Exception {
        track();
        store(ONE);
        wiki.git
                .fetch()
                .write("Guide/plan.bin", ONE.pointer().replace("git-lfs", "hawser"))
                .pushed("Add");
        wiki.wiki.renameAttachment(wiki.space, only().id(), "plan.dat", wiki.edit("Rename"));
        wiki.pull();
        assertThat(wiki.git.read("Guide/plan.dat")).isEqualTo("one large file");
        wiki.assertVerified();
    }

    @Test
    void refusesPointersWithAnotherSize() throws Exception {
        track();
        store(ONE);
        PushResult.Refused refused = wiki.git
                .fetch()
                .write("Guide/plan.bin", ONE.pointer().replace("size 14", "size 15"))
                .refused("Add");
        assertThat(refused.details().get(0))
                .isEqualTo("Guide/plan.bin is a pointer of Git LFS that states a size of 15 bytes; the object has 14");
    }

    /** git-lfs would take the file for a pointer, and every clone would fail. */
    @Test
    void carriageReturnsDoNotHideThatAnObjectIsMissing() throws Exception {
        track();
        String text = ONE.pointer().replace("\n", "\r\n");
        PushResult.Refused refused =
                wiki.git.fetch().write("Guide/plan.bin", text).refused("Add");
        assertThat(refused.details().get(0)).contains("Guide/plan.bin is a pointer of Git LFS to an object that");

        store(ONE);
        assertThat(wiki.git.push()).isInstanceOf(PushResult.Accepted.class);
        assertThat(only().content()).isEqualTo(ONE.as(guide, "plan.bin"));
        wiki.pull();
        assertThat(wiki.git.read("Guide/plan.bin")).isEqualTo(text);
        wiki.assertVerified();
    }

    @Test
    void otherFilesHaveTheirContentsInGit() throws Exception {
        track();
        store(ONE);
        String text = ONE.pointer();
        wiki.git
                .fetch()
                .write("Guide/pointer.txt", text)
                .write("Guide/plain.bin", "no pointer")
                .write("Guide/empty.bin", "")
                .pushed("Add");
        List<Attachment> all = wiki.attachments();
        assertThat(all)
                .extracting(Attachment::content)
                .containsExactlyInAnyOrder(
                        TestContent.of(text).as(guide, "pointer.txt"),
                        TestContent.of("no pointer").as(guide, "plain.bin"),
                        TestContent.of("").as(guide, "empty.bin"));
        wiki.assertVerified();
    }

    /** What {@code git lfs migrate import --no-rewrite} does. */
    @Test
    void migratingChangesNoAttachment() throws Exception {
        wiki.pull();
        wiki.git.fetch().write("Guide/plan.bin", ONE.bytes()).pushed("Plain");
        Attachment before = only();
        wiki.git
                .fetch()
                .write(".gitattributes", ATTRIBUTES)
                .write("Guide/plan.bin", ONE.pointer())
                .pushed("Migrate");
        assertThat(only()).isEqualTo(before);
        wiki.pull();
        assertThat(wiki.git.read("Guide/plan.bin")).isEqualTo(ONE.pointer());
        wiki.assertVerified();

        wiki.git
                .fetch()
                .write("Guide/plan.bin", ONE.bytes())
                .delete(".gitattributes")
                .pushed("And back");
        assertThat(only()).isEqualTo(before);
        wiki.assertVerified();
    }

    @Test
    void renamingInTheWikiConvertsTheFile() {
        track();
        PageId file = wiki.wiki.upload(wiki.space, guide, "plan.bin", ONE, wiki.edit("Upload"));
        wiki.pull();
        wiki.wiki.renameAttachment(wiki.space, file, "plan.dat", wiki.edit("Rename"));
        wiki.pull();
        assertThat(wiki.git.read("Guide/plan.dat")).isEqualTo("one large file");
        wiki.wiki.renameAttachment(wiki.space, file, "new.bin", wiki.edit("Rename"));
        wiki.pull();
        assertThat(wiki.git.read("Guide/new.bin")).isEqualTo(ONE.pointer());
        wiki.assertVerified();
    }

    @Test
    void pageCarriesItsPointersAndTheyReturnFromTheTrash() {
        track();
        PageId other = wiki.page(null, "Other", "other");
        wiki.wiki.upload(wiki.space, guide, "plan.bin", ONE, wiki.edit("Upload"));
        wiki.pull();
        wiki.wiki.move(wiki.space, guide, other, wiki.edit("Move"));
        wiki.pull();
        assertThat(wiki.git.read("Other/Guide/plan.bin")).isEqualTo(ONE.pointer());
        wiki.wiki.delete(wiki.space, guide, wiki.edit("Delete"));
        wiki.pull();
        assertThat(wiki.git.paths()).doesNotContain("Other/Guide/plan.bin");
        wiki.wiki.restore(wiki.space, guide, wiki.edit("Restore"));
        wiki.pull();
        assertThat(wiki.git.read("Other/Guide/plan.bin")).isEqualTo(ONE.pointer());
        wiki.assertVerified();
    }

    /** A pointer to itself in size must not pass for the contents. */
    @Test
    void objectAsLongAsItsPointerIsAnObject() throws Exception {
        track();
        TestContent content = TestContent.of(
                "x".repeat(TestContent.of("x".repeat(128)).pointer().length()));
        assertThat(content.pointer()).hasSize((int) content.size());
        store(content);
        wiki.git.fetch().write("Guide/plan.bin", content.pointer()).pushed("Add");
        wiki.git.fetch().move("Guide/plan.bin", "Guide/new.bin").pushed("Move");
        assertThat(only().content()).isEqualTo(content.as(guide, "new.bin"));
        wiki.assertVerified();
    }

    private void track() {
        wiki.pull();
        wiki.git.fetch().write(".gitattributes", ATTRIBUTES).pushed("Track");
    }

    private void store(TestContent content) throws IOException {
        wiki.sync.largeFiles().orElseThrow().store(wiki.space, content);
    }

    private Attachment only() {
        List<Attachment> all = wiki.attachments();
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}
