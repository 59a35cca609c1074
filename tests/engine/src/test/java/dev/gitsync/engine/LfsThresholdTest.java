package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.testkit.TestContent;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attachments over a size are kept with Git LFS, and stay so wherever they go: issue 28. */
class LfsThresholdTest {
    private static final String LARGE = "more than twenty bytes";
    private static final String RULE = " filter=lfs diff=lfs merge=lfs -text\n";

    private final EngineFixture wiki = with(20);
    private final PageId guide = wiki.page(null, "Guide", "guide");

    private static EngineFixture with(long threshold) {
        return new EngineFixture(
                InMemoryPageStore.withAttachments(),
                new InMemoryRepositoryStore(),
                builder -> builder.settings(GitSyncSettings.builder()
                        .attachments(limits -> limits.lfsThreshold(threshold))
                        .build()));
    }

    @Test
    void largeUploadIsAPointerWithItsRuleInTheSameCommit() {
        wiki.upload(guide, "big plan.bin", LARGE);
        wiki.upload(guide, "small.bin", "twenty bytes: 567890");

        wiki.pull();

        assertPointer("Guide/big plan.bin", LARGE);
        assertThat(wiki.git.read("Guide/small.bin")).isEqualTo("twenty bytes: 567890");
        assertThat(wiki.git.read("Guide/.gitattributes")).isEqualTo("\"/big plan.bin\"" + RULE);
        assertThat(wiki.git.log()).hasSize(3);
        wiki.assertVerified();
    }

    @Test
    void replacedFileBecomesAPointerAndRemainsOne() {
        PageId file = wiki.upload(null, "x", "small");
        wiki.pull();
        wiki.wiki.replace(wiki.space, file, TestContent.of(LARGE), wiki.edit("larger"));
        wiki.pull();
        assertPointer("x", LARGE);

        wiki.wiki.replace(wiki.space, file, TestContent.of("tiny"), wiki.edit("smaller"));
        wiki.pull();
        assertPointer("x", "tiny");
        wiki.assertVerified();
    }

    @Test
    void ruleFollowsTheFileEvenIfTheSettingIsOff() {
        PageId file = wiki.upload(guide, "x.bin", LARGE);
        PageId other = wiki.page(null, "Other", "other");
        wiki.pull();
        EngineFixture off = new EngineFixture(wiki.wiki, wiki.repositories, builder -> builder);

        off.wiki.renameAttachment(off.space, file, "img/y.bin", off.edit("rename"));
        off.pull();
        assertThat(off.git.paths())
                .containsExactly("Guide.md", "Guide/img/.gitattributes", "Guide/img/y.bin", "Other.md");
        off.wiki.moveAttachment(off.space, file, other, off.edit("move"));
        off.wiki.renameAttachment(off.space, file, "z.bin", off.edit("rename"));
        off.pull();

        assertPointer("Other/z.bin", LARGE);
        assertThat(off.git.paths()).containsExactly("Guide.md", "Other.md", "Other/.gitattributes", "Other/z.bin");
        assertThat(off.git.read("Other/.gitattributes")).isEqualTo("/z.bin" + RULE);
        off.assertVerified();
    }

    @Test
    void ruleMovesWithThePageAndRemainsForARestoration() {
        wiki.upload(guide, "x.bin", LARGE);
        wiki.pull();
        wiki.wiki.rename(wiki.space, guide, "Manual", wiki.edit("rename"));
        wiki.pull();
        assertThat(wiki.git.paths()).containsExactly("Manual.md", "Manual/.gitattributes", "Manual/x.bin");

        wiki.wiki.delete(wiki.space, guide, wiki.edit("delete"));
        wiki.pull();
        assertThat(wiki.git.paths()).containsExactly("Manual/.gitattributes");
        wiki.page(null, "Manual", "another one");
        wiki.pull();
        wiki.wiki.restore(wiki.space, guide, wiki.edit("restore"));
        wiki.pull();
        String back = wiki.git.paths().stream()
                .filter(path -> path.endsWith("x.bin"))
                .findFirst()
                .orElseThrow();
        assertPointer(back, LARGE);
        wiki.assertVerified();
    }

    /** The folder of the deleted page, with the line, goes to a page of the same name and moves on with it. */
    @Test
    void restoredFileWithoutItsRuleHasItsContents() {
        PageId file = wiki.upload(guide, "x.bin", LARGE);
        wiki.pull();
        wiki.wiki.replace(wiki.space, file, TestContent.of("tiny"), wiki.edit("smaller"));
        wiki.pull();
        assertPointer("Guide/x.bin", "tiny");
        wiki.wiki.delete(wiki.space, guide, wiki.edit("delete"));
        PageId another = wiki.page(null, "Guide", "another one");
        wiki.pull();
        wiki.wiki.rename(wiki.space, another, "Other", wiki.edit("rename"));
        wiki.pull();

        wiki.wiki.restore(wiki.space, guide, wiki.edit("restore"));
        wiki.pull();

        assertThat(wiki.git.paths()).containsExactly("Guide.md", "Guide/x.bin", "Other.md", "Other/.gitattributes");
        assertThat(wiki.git.read("Guide/x.bin")).isEqualTo("tiny");
        wiki.assertVerified();
    }

    @Test
    void usersOwnAttributesAreRespected() {
        wiki.pull();
        wiki.git
                .fetch()
                .write(".gitattributes", "*.raw -filter\n*.bin filter=lfs")
                .pushed("Attributes");
        wiki.upload(guide, "x.raw", LARGE);
        wiki.upload(guide, "x.bin", LARGE);
        wiki.pull();

        assertThat(wiki.git.read("Guide/x.raw")).isEqualTo(LARGE);
        assertPointer("Guide/x.bin", LARGE);
        assertThat(wiki.git.paths()).doesNotContain("Guide/.gitattributes");
        assertThat(wiki.git.read(".gitattributes")).isEqualTo("*.raw -filter\n*.bin filter=lfs");
    }

    /** Its text in the file would be read as a pointer to an object that no one has, as soon as the path has Git LFS. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "                    "})
    void uploadThatLooksLikeAPointerIsStoredWithGitLfsWhereverItGoes(String padding) {
        EngineFixture plain = with(Long.MAX_VALUE);
        String text = TestContent.of("an object that is not in the wiki").pointer() + padding.repeat(60);
        PageId page = plain.page(null, "Guide", "guide");
        PageId file = plain.upload(page, "pointer.txt", text);
        plain.pull();
        assertThat(plain.git.read("Guide/pointer.txt"))
                .isEqualTo(TestContent.of(text).pointer());
        assertThat(plain.git.read("Guide/.gitattributes")).isEqualTo("/pointer.txt" + RULE);

        plain.git.fetch().write(".gitattributes", "*.bin filter=lfs").pushed("Attributes");
        plain.wiki.renameAttachment(plain.space, file, "pointer.bin", plain.edit("rename"));
        plain.pull();

        assertThat(plain.git.read("Guide/pointer.bin"))
                .isEqualTo(TestContent.of(text).pointer());
        assertThat(plain.git.paths()).doesNotContain("Guide/.gitattributes");
        plain.assertVerified();
    }

    @Test
    void uploadThatLooksLikeAPointerIsAFileWhereTheAttributesForbidGitLfs() {
        wiki.pull();
        wiki.git.fetch().write(".gitattributes", "*.txt -filter").pushed("Attributes");
        String text = TestContent.of("tiny").pointer();
        PageId file = wiki.upload(guide, "pointer.txt", text);
        wiki.pull();
        assertThat(wiki.git.read("Guide/pointer.txt")).isEqualTo(text);

        wiki.wiki.renameAttachment(wiki.space, file, "pointer.bin", wiki.edit("rename"));
        wiki.pull();
        assertPointer("Guide/pointer.bin", text);
        wiki.assertVerified();
    }

    @Test
    void pushedFilesAreNotConverted() {
        wiki.pull();
        wiki.git.fetch().write("Guide/pushed.bin", LARGE).pushed("Push");
        wiki.pull();

        assertThat(wiki.git.read("Guide/pushed.bin")).isEqualTo(LARGE);
        assertThat(wiki.git.paths()).doesNotContain("Guide/.gitattributes");
        wiki.assertVerified();
    }

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("gitsync.test.seeds", 12));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void largeFilesArePointersWhateverTheWikiDoes(long seed) {
        boolean outlive = seed % 2 == 1;
        EngineFixture random = new EngineFixture(
                outlive ? InMemoryPageStore.withAttachmentsThatOutlivePages() : InMemoryPageStore.withAttachments(),
                new InMemoryRepositoryStore(),
                builder -> builder.settings(GitSyncSettings.builder()
                        .attachments(limits -> limits.lfsThreshold(9))
                        .build()));
        AttachmentEdits run = new AttachmentEdits(random, new Random(seed), outlive).withLfsAbove(9);
        for (int round = 0; round < 10; round++) {
            for (int i = run.random.nextInt(8); i > 0; i--) {
                run.edit();
            }
            run.pull();
        }
    }

    private void assertPointer(String path, String contents) {
        TestContent content = TestContent.of(contents);
        assertThat(wiki.git.read(path)).isEqualTo(content.pointer());
    }
}
