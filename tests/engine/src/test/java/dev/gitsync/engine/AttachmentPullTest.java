package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.testkit.TestContent;
import java.time.Duration;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.Test;

/** Attachments of the wiki become files beside their pages: issue 28. */
class AttachmentPullTest {
    private final EngineFixture wiki = EngineFixture.withAttachments();
    private final PageId guide = wiki.page(null, "Guide", "guide");

    @Test
    void uploadBecomesAFileInTheFolderOfItsPageWithAuthorTimeAndMessage() {
        wiki.upload(guide, "plan.png", "bytes");
        wiki.upload(null, "logo.svg", "<svg/>");

        SyncReport.Pulled report = (SyncReport.Pulled) wiki.pull();

        assertThat(report.written()).isEqualTo(3);
        assertThat(wiki.git.paths()).containsExactly("Guide.md", "Guide/plan.png", "logo.svg");
        assertThat(wiki.git.read("Guide/plan.png")).isEqualTo("bytes");
        RevCommit upload = wiki.git.log().get(1);
        assertThat(upload.getShortMessage()).isEqualTo("Upload plan.png");
        assertThat(upload.getAuthorIdent().getName()).isEqualTo("Ada Lovelace");
        assertThat(upload.getAuthorIdent().getWhenAsInstant()).isEqualTo(EngineFixture.NOON.plusSeconds(120));
        wiki.assertVerified();
    }

    @Test
    void replacedRenamedAndMovedAttachmentIsOneFileThroughout() {
        PageId other = wiki.page(null, "Other", "other");
        PageId file = wiki.upload(guide, "plan.png", "one");
        wiki.pull();
        wiki.wiki.replace(wiki.space, file, TestContent.of("two"), wiki.edit("replace"));
        wiki.pull();
        assertThat(wiki.git.read("Guide/plan.png")).isEqualTo("two");

        wiki.wiki.renameAttachment(wiki.space, file, "img/new.png", wiki.edit("rename"));
        wiki.pull();
        assertThat(wiki.git.paths()).containsExactly("Guide.md", "Guide/img/new.png", "Other.md");

        wiki.wiki.moveAttachment(wiki.space, file, other, wiki.edit("move"));
        wiki.pull();
        assertThat(wiki.git.paths()).containsExactly("Guide.md", "Other.md", "Other/img/new.png");

        wiki.wiki.moveAttachment(wiki.space, file, null, wiki.edit("to the space"));
        wiki.pull();
        assertThat(wiki.git.paths()).containsExactly("Guide.md", "Other.md", "img/new.png");
        wiki.assertVerified();
    }

    @Test
    void deletedAttachmentTakesItsFileAwayAndRestoredBringsItBack() {
        PageId file = wiki.upload(guide, "plan.png", "one");
        wiki.upload(guide, "other.png", "other");
        wiki.pull();
        wiki.wiki.deleteAttachment(wiki.space, file, wiki.edit(""));
        SyncReport.Pulled report = (SyncReport.Pulled) wiki.pull();
        assertThat(report.deleted()).isEqualTo(1);
        assertThat(wiki.git.paths()).containsExactly("Guide.md", "Guide/other.png");
        assertThat(lastMessage()).isEqualTo("Delete a file");
        wiki.assertVerified();

        wiki.wiki.restoreAttachment(wiki.space, file, wiki.edit(""));
        wiki.pull();
        assertThat(wiki.git.read("Guide/plan.png")).isEqualTo("one");
        assertThat(lastMessage()).isEqualTo("Restore file plan.png");
        wiki.assertVerified();
    }

    @Test
    void messagesNameTheFileWhenTheWikiHasNone() {
        PageId file = wiki.wiki.upload(wiki.space, guide, "a b.png", TestContent.of("one"), wiki.edit(""));
        wiki.wiki.replace(wiki.space, file, TestContent.of("two"), wiki.edit(""));
        wiki.pull();
        assertThat(wiki.git.log())
                .extracting(RevCommit::getShortMessage)
                .containsExactly("Create Guide", "Add file a b.png", "Edit file a b.png");
    }

    @Test
    void renamedAndMovedPageTakesItsFilesAlong() {
        PageId top = wiki.page(null, "Top", "top");
        wiki.upload(guide, "img/plan.png", "plan");
        wiki.pull();
        wiki.wiki.rename(wiki.space, guide, "Manual", wiki.edit("rename"));
        wiki.pull();
        assertThat(wiki.git.paths()).containsExactly("Manual.md", "Manual/img/plan.png", "Top.md");
        wiki.wiki.move(wiki.space, guide, top, wiki.edit("move"));
        wiki.pull();
        assertThat(wiki.git.paths()).containsExactly("Top.md", "Top/Manual.md", "Top/Manual/img/plan.png");
        wiki.assertVerified();
    }

    @Test
    void pageIsDeletedWithItsFilesInOneCommitAndRestoredWithThemInOne() {
        PageId child = wiki.page(guide, "Child", "child");
        wiki.upload(child, "plan.png", "plan");
        PageId run = wiki.upload(child, "bin/run.sh", "run");
        wiki.pull();
        wiki.git.fetch().makeExecutable("Guide/Child/bin/run.sh").pushed("chmod");
        List<String> before = wiki.git.paths();
        int commits = wiki.git.log().size();

        wiki.wiki.delete(wiki.space, child, wiki.edit(""));
        wiki.pull();
        assertThat(wiki.git.paths()).containsExactly("Guide.md");
        assertThat(wiki.git.log()).hasSize(commits + 1);
        assertThat(lastMessage()).isEqualTo("Delete 1 page and 2 files");
        wiki.assertVerified();

        wiki.wiki.restore(wiki.space, child, wiki.edit(""));
        wiki.pull();
        assertThat(wiki.git.paths()).isEqualTo(before);
        assertThat(wiki.git.executables()).containsExactly("Guide/Child/bin/run.sh");
        assertThat(wiki.git.log()).hasSize(commits + 2);
        assertThat(lastMessage()).isEqualTo("Restore 1 page and 2 files");
        wiki.assertVerified();

        wiki.wiki.replace(wiki.space, run, TestContent.of("run faster"), wiki.edit("replace"));
        wiki.pull();
        assertThat(wiki.git.executables()).as("the bit stays").containsExactly("Guide/Child/bin/run.sh");
    }

    @Test
    void executableBitStaysWithAnAttachmentThatMovesOrReturns() {
        PageId file = wiki.upload(guide, "run.sh", "run");
        wiki.pull();
        wiki.git.fetch().makeExecutable("Guide/run.sh").pushed("chmod");
        wiki.wiki.renameAttachment(wiki.space, file, "bin/run", wiki.edit("rename"));
        wiki.pull();
        assertThat(wiki.git.executables()).containsExactly("Guide/bin/run");
        wiki.wiki.deleteAttachment(wiki.space, file, wiki.edit("delete"));
        wiki.pull();
        wiki.wiki.restoreAttachment(wiki.space, file, wiki.edit("restore"));
        wiki.pull();
        assertThat(wiki.git.executables()).containsExactly("Guide/bin/run");
    }

    @Test
    void filesOfAPageDeletedWithoutThemWaitWhereTheyAreAndReturnToItWithoutAChange() {
        EngineFixture other = EngineFixture.of(InMemoryPageStore.withAttachmentsThatOutlivePages());
        PageId page = other.page(other.page(null, "Top", "top"), "Page", "page");
        other.upload(page, "img/plan.png", "plan");
        other.pull();
        other.wiki.deleteAlone(other.space, page, other.edit("delete"));
        other.pull();
        assertThat(other.git.paths()).containsExactly("Top.md", "Top/Page/img/plan.png");
        other.assertVerified();

        other.page(null, "Page", "another page of that name, elsewhere");
        other.pull();
        assertThat(other.git.read("Top/Page/img/plan.png")).isEqualTo("plan");

        other.wiki.restore(other.space, page, other.edit("restore"));
        other.pull();
        assertThat(other.git.paths()).containsExactly("Page.md", "Top.md", "Top/Page.md", "Top/Page/img/plan.png");
        other.assertVerified();
        other.wiki.rename(other.space, page, "Renamed", other.edit("rename"));
        other.pull();
        assertThat(other.git.paths()).contains("Top/Renamed/img/plan.png");
        other.assertVerified();
    }

    @Test
    void pageTakesNoFolderOfFilesOver() {
        wiki.upload(guide, "img/plan.png", "plan");
        wiki.upload(null, "img/logo.png", "logo");
        wiki.pull();
        PageId below = wiki.page(guide, "img", "a page called img");
        PageId top = wiki.page(null, "img", null);
        wiki.pull();
        assertThat(wiki.git.paths()).contains("Guide/img/plan.png", "img/logo.png");
        assertThat(wiki.git.paths())
                .filteredOn(path -> path.matches("Guide/img-.{6}\\.md"))
                .hasSize(1);
        wiki.assertVerified();
        wiki.upload(below, "x.png", "x");
        wiki.upload(top, "y.png", "y");
        wiki.pull();
        wiki.assertVerified();
        assertThat(wiki.git.paths())
                .filteredOn(path -> path.matches("(Guide/)?img-.{6}/[xy]\\.png"))
                .hasSize(2);
    }

    @Test
    void fileTakesNoNameOfAPage() {
        wiki.page(guide, "Empty", null);
        wiki.upload(guide, "Empty/plan.png", "plan");
        wiki.upload(guide, "empty", "no extension");
        wiki.upload(guide, "notes.md", "not a page");
        wiki.upload(null, "guide/plan.png", "another case");
        wiki.upload(null, "GUIDE.md", "# page file in capitals\n");
        wiki.pull();
        wiki.assertVerified();
        assertThat(wiki.git.paths())
                .contains("Guide/notes.md.txt")
                .filteredOn(path ->
                        path.matches("Guide/plan-.{6}\\.png|Guide/empty-.{6}|plan-.{6}\\.png|GUIDE\\.md-.{6}\\.txt"))
                .hasSize(3);
    }

    @Test
    void namesThatGitCanNotHaveAreDerived() {
        List<String> names = List.of(
                "../evil.png",
                ".hidden.png",
                "a//b.png",
                "con",
                "x?.png",
                "/abs.png",
                "CAFÉ.png",
                "cafe\u0301.PNG",
                "a/.git/config",
                "trailing. ",
                "x".repeat(400) + ".png",
                "img/",
                "e\tf\n.png",
                ".gitattributes");
        for (String name : names) {
            wiki.upload(guide, name, "content of " + name);
        }
        SyncReport.Pulled report = (SyncReport.Pulled) wiki.pull();
        assertThat(report.failed()).isEmpty();
        wiki.assertVerified();
        assertThat(wiki.git.paths()).hasSize(names.size() + 1).allMatch(path -> path.startsWith("Guide"));
        assertThat(wiki.git.paths()).noneMatch(path -> path.contains("/."));
    }

    @Test
    void equalNamesAreTwoFiles() {
        PageId first = wiki.upload(guide, "plan.png", "one");
        wiki.pull();
        wiki.wiki.deleteAttachment(wiki.space, first, wiki.edit("delete"));
        wiki.upload(guide, "Plan.png", "two");
        wiki.pull();
        wiki.wiki.restoreAttachment(wiki.space, first, wiki.edit("restore"));
        wiki.pull();
        wiki.assertVerified();
        assertThat(wiki.git.paths()).contains("Guide/Plan.png").hasSize(3);
    }

    @Test
    void missingContentsFailAloneAndAreRetried() {
        InMemoryPageStore pages = InMemoryPageStore.withAttachments();
        LosingPageStore losing = new LosingPageStore(pages);
        EngineFixture wiki = new EngineFixture(pages, new InMemoryRepositoryStore(), builder -> builder.pages(losing));
        PageId guide = wiki.page(null, "Guide", "guide");
        TestContent lost = TestContent.of("lost");
        PageId file = wiki.upload(guide, "plan.png", "one");
        wiki.pull();
        losing.lose(lost.hash());
        wiki.wiki.replace(wiki.space, file, lost, wiki.edit("replace"));
        for (int i = 0; i < 3; i++) {
            wiki.wiki.upload(wiki.space, guide, "lost" + i + ".png", lost, wiki.edit("upload"));
        }
        wiki.upload(guide, "fine.png", "fine");

        SyncReport.Pulled report = (SyncReport.Pulled) wiki.pull();
        assertThat(report.failed())
                .hasSize(4)
                .anyMatch(failure -> failure.page().equals(file));
        assertThat(report.failed().get(0).reason()).isEqualTo("FileNotFoundException");
        assertThat(wiki.git.paths()).containsExactly("Guide.md", "Guide/fine.png", "Guide/plan.png");
        assertThat(wiki.git.read("Guide/plan.png")).isEqualTo("one");

        losing.mend();
        wiki.pull();
        wiki.assertVerified();
        assertThat(wiki.git.read("Guide/plan.png")).isEqualTo("lost");
        assertThat(wiki.git.paths()).contains("Guide/lost2.png");
    }

    @Test
    void contentsWithAnotherHashFailAloneAndNothingOfThemIsInTheRepository() {
        InMemoryPageStore pages = InMemoryPageStore.withAttachments();
        LosingPageStore losing = new LosingPageStore(pages);
        EngineFixture wiki = new EngineFixture(pages, new InMemoryRepositoryStore(), builder -> builder.pages(losing));
        PageId guide = wiki.page(null, "Guide", "guide");
        for (String instead : List.of("wrong", "short", "too long for it")) {
            TestContent right = TestContent.of("right instead of " + instead);
            losing.spoil(right.hash(), TestContent.of(instead));
            wiki.wiki.upload(wiki.space, guide, instead + ".png", right, wiki.edit("upload"));
        }
        wiki.upload(guide, "fine.png", "fine");
        SyncReport.Pulled report = (SyncReport.Pulled) wiki.pull();
        assertThat(report.failed())
                .extracting(SyncReport.PageFailure::reason)
                .containsOnly("InvalidContentException")
                .hasSize(3);
        assertThat(wiki.git.paths()).containsExactly("Guide.md", "Guide/fine.png");
        losing.mend();
        wiki.pull();
        wiki.assertVerified();
        assertThat(wiki.git.paths()).hasSize(5);
    }

    /** The wiki lists the contents, but can't read them: no other file is held up, also by the next cycles. */
    @Test
    void contentsThatCannotBeReadFailAloneWhenTheIndexIsLost() {
        InMemoryPageStore pages = InMemoryPageStore.withAttachments();
        LosingPageStore losing = new LosingPageStore(pages);
        EngineFixture wiki = new EngineFixture(pages, new InMemoryRepositoryStore(), builder -> builder.pages(losing));
        PageId guide = wiki.page(null, "Guide", "guide");
        wiki.upload(guide, "fine.png", "fine");
        wiki.pull();
        for (String name : List.of("one", "two")) {
            TestContent right = TestContent.of("right " + name);
            losing.spoil(right.hash(), TestContent.of("spoiled"));
            wiki.wiki.upload(wiki.space, guide, name + ".png", right, wiki.edit("upload"));
        }
        wiki.upload(guide, "late.png", "late");
        wiki.lose("refs/gitsync/state", "refs/gitsync/wiki");
        assertThat(wiki.sync.repair(wiki.space.id()).after()).isInstanceOf(VerifyReport.Verified.class);
        assertThat(wiki.git.paths()).containsExactly("Guide.md", "Guide/fine.png", "Guide/late.png");
        losing.mend();
        wiki.pull();
        wiki.assertVerified();
        assertThat(wiki.git.paths()).contains("Guide/one.png", "Guide/two.png");
    }

    @Test
    void attributesDecideWhichFilesArePointersOfLfs() {
        wiki.git.fetch().write(".gitattributes", "*.psd filter=lfs\n").pushed("Track");
        PageId file = wiki.upload(guide, "design.psd", "a design");
        wiki.pull();
        assertThat(wiki.git.read("Guide/design.psd"))
                .startsWith("version https://git-lfs.github.com/spec/v1\n")
                .contains(TestContent.of("a design").hash().value())
                .endsWith("size 8\n");
        wiki.assertVerified();
        wiki.wiki.renameAttachment(wiki.space, file, "design.txt", wiki.edit("no LFS"));
        wiki.pull();
        assertThat(wiki.git.read("Guide/design.txt")).isEqualTo("a design");
        wiki.wiki.renameAttachment(wiki.space, file, "again.psd", wiki.edit("LFS"));
        wiki.pull();
        assertThat(wiki.git.read("Guide/again.psd")).startsWith("version");
        wiki.wiki.rename(wiki.space, guide, "Manual", wiki.edit("rename"));
        wiki.wiki.deleteAttachment(wiki.space, file, wiki.edit("delete"));
        wiki.wiki.restoreAttachment(wiki.space, file, wiki.edit("restore"));
        wiki.pull();
        assertThat(wiki.git.read("Manual/again.psd")).startsWith("version");
        wiki.lose("refs/gitsync/state");
        wiki.pull();
        wiki.assertVerified();
    }

    @Test
    void pushedPageEditKeepsAttachmentsAndTheirVersions() {
        wiki.upload(guide, "plan.png", "one");
        wiki.pull();
        wiki.git.fetch().write("Guide.md", "pushed\n").pushed("edit");
        ObjectId main = wiki.git.main();
        wiki.pull();
        assertThat(wiki.git.main()).isEqualTo(main);
        wiki.assertVerified();
    }

    @Test
    void emptySpaceAndSpaceWithFilesAloneAreVerified() {
        EngineFixture empty = EngineFixture.withAttachments();
        empty.assertVerified();
        empty.upload(null, "logo.png", "logo");
        empty.pull();
        empty.assertVerified();
        assertThat(empty.git.paths()).containsExactly("logo.png");
    }

    @Test
    void editsByOneAuthorWithinTheWindowAreOneCommitWithFiles() {
        EngineFixture joined = new EngineFixture(
                InMemoryPageStore.withAttachments(),
                new InMemoryRepositoryStore(),
                builder -> builder.settings(GitSyncSettings.builder()
                        .commitWindow(Duration.ofHours(1))
                        .build()));
        PageId page = joined.page(null, "Page", "page");
        joined.upload(page, "x.png", "x");
        joined.upload(page, "y.png", "y");
        joined.pull();
        assertThat(joined.git.log()).hasSize(1);
        assertThat(joined.git.log().get(0).getFullMessage()).startsWith("3 edits by Ada Lovelace");
    }

    private String lastMessage() {
        List<RevCommit> log = wiki.git.log();
        return log.get(log.size() - 1).getFullMessage().strip();
    }
}
