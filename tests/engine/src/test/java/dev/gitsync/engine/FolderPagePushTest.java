package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.model.PageConventions;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.report.PushResult;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.DeletePolicy;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** Pushes of pages whose file is in their folder, through the whole engine: issue 29. */
class FolderPagePushTest {
    private static final String TEXT = "one\ntwo\nthree\nfour\n";

    private final EngineFixture wiki =
            EngineFixture.withFolderPages(new InMemoryPageStore(), "README.md", "index.md", "_index.md");
    private final GitUser git = wiki.git;

    @Test
    void movingTheFileIntoTheFolderIsNoDeletion() {
        git.write("Guide.md", TEXT).write("Guide/Setup.md", "setup\n").pushed("guide");
        PageId guide = wiki.pageAt("Guide.md");
        long version = wiki.wiki.page(wiki.space, guide).orElseThrow().version();

        git.move("Guide.md", "Guide/README.md").pushed("move in");

        assertThat(wiki.pageAt("Guide/README.md")).isEqualTo(guide);
        assertThat(wiki.wiki.page(wiki.space, guide).orElseThrow().version()).isEqualTo(version);
        wiki.assertVerified();
        git.move("Guide/README.md", "Guide/index.md").pushed("rename");
        git.move("Guide/index.md", "Guide.md").pushed("move out");
        assertThat(wiki.pageAt("Guide.md")).isEqualTo(guide);
        wiki.assertVerified();
    }

    @Test
    void theGuardDoesNotCountPagesWhoseFileMovedIntoTheFolder() {
        for (int i = 0; i < 60; i++) {
            git.write("Guide " + i + ".md", TEXT + i);
        }
        git.pushed("guides");
        for (int i = 0; i < 60; i++) {
            git.move("Guide " + i + ".md", "Guide " + i + "/README.md");
        }

        git.pushed("move in");

        wiki.assertVerified();
    }

    @Test
    void theGuardKeepsDeletedPagesInTheirForm() {
        GitSyncSettings settings = GitSyncSettings.builder()
                .pages(pages -> pages.folderPages("README.md"))
                .deletes(deletes -> deletes.maxPages(1).mode(DeletePolicy.Mode.SKIP))
                .build();
        EngineFixture guarded = new EngineFixture(new InMemoryRepositoryStore(), builder -> builder.settings(settings));
        guarded.git
                .write("A/README.md", "a")
                .write("B/README.md", "b")
                .write("C.md", "c")
                .pushed("pages");
        PageId page = guarded.pageAt("A/README.md");

        guarded.git.delete("A").delete("B").commit("delete");
        assertThat(guarded.git.push()).isInstanceOf(PushResult.Accepted.class);

        assertThat(guarded.git.paths()).containsExactly("A/README.md", "B/README.md", "C.md");
        assertThat(guarded.pageAt("A/README.md")).isEqualTo(page);
        guarded.assertVerified();
    }

    @Test
    void aSecondFileIsAPageOfItsOwn() {
        git.write("Guide.md", TEXT).pushed("guide");
        PageId guide = wiki.pageAt("Guide.md");

        git.write("Guide/README.md", "x").pushed("both");

        assertThat(wiki.pageAt("Guide.md")).isEqualTo(guide);
        assertThat(wiki.titleOf(wiki.pageAt("Guide/README.md"))).isEqualTo("README");
        wiki.assertVerified();
    }

    @Test
    void aSecondFileBecomesThePageWithAllFilesOfTheFolderWhenTheFirstIsDeleted() {
        EngineFixture files = EngineFixture.withFolderPages(InMemoryPageStore.withAttachments(), "README.md");
        files.git
                .write("Guide.md", TEXT)
                .write("Guide/README.md", "readme")
                .write("Guide/pic.png", "picture")
                .write("Guide/Setup.md", "setup")
                .pushed("guide");
        PageId guide = files.pageAt("Guide.md");
        PageId readme = files.pageAt("Guide/README.md");

        files.git.delete("Guide.md").pushed("delete");

        assertThat(files.titleOf(readme)).isEqualTo("Guide");
        assertThat(files.wiki
                        .attachments()
                        .orElseThrow()
                        .attachments(files.space, null, 10)
                        .get(0)
                        .content()
                        .page())
                .isEqualTo(readme);
        files.assertVerified();

        files.git.write("Guide.md", TEXT).pushed("back");
        assertThat(files.pageAt("Guide.md")).isEqualTo(guide);
        assertThat(files.pageAt("Guide/README.md")).isEqualTo(readme);
        files.assertVerified();
    }

    @Test
    void theGuardKeepsAPageWhosePlaceAnotherFileWouldTake() {
        GitSyncSettings settings = GitSyncSettings.builder()
                .pages(pages -> pages.folderPages("README.md"))
                .deletes(deletes -> deletes.maxPages(1).mode(DeletePolicy.Mode.SKIP))
                .build();
        EngineFixture guarded = new EngineFixture(new InMemoryRepositoryStore(), builder -> builder.settings(settings));
        guarded.git
                .write("A.md", "a")
                .write("A/README.md", "in a")
                .write("B.md", "b")
                .pushed("pages");
        PageId page = guarded.pageAt("A.md");
        PageId readme = guarded.pageAt("A/README.md");

        guarded.git.delete("A.md").delete("B.md").commit("delete");
        assertThat(guarded.git.push()).isInstanceOf(PushResult.Accepted.class);

        assertThat(guarded.git.paths()).containsExactly("A.md", "A/README.md", "B.md");
        assertThat(guarded.pageAt("A.md")).isEqualTo(page);
        assertThat(guarded.pageAt("A/README.md")).isEqualTo(readme);
        guarded.assertVerified();
    }

    @Test
    void aFileMovedIntoTheFolderIsMergedWithEditsOfOtherPages() {
        git.write("Guide.md", TEXT).write("Guide/Setup.md", "setup\n").pushed("guide");
        PageId guide = wiki.pageAt("Guide.md");
        wiki.wiki.edit(wiki.space, wiki.pageAt("Guide/Setup.md"), "setup here\n", wiki.edit("edit"));

        git.move("Guide.md", "Guide/README.md").commit("move in");
        assertThat(git.push()).isInstanceOf(PushResult.Accepted.class);

        assertThat(wiki.pageAt("Guide/README.md")).isEqualTo(guide);
        assertThat(git.read("Guide/Setup.md")).isEqualTo("setup here\n");
        wiki.assertVerified();
    }

    @Test
    void anEditOfThePageMeanwhileIsAConflictThatNamesItsFile() {
        git.write("Guide.md", TEXT).pushed("guide");
        wiki.wiki.edit(wiki.space, wiki.pageAt("Guide.md"), "other\n", wiki.edit("edit"));

        git.move("Guide.md", "Guide/README.md").commit("move in");

        assertThat(git.push())
                .isInstanceOfSatisfying(
                        PushResult.Refused.class,
                        refused -> assertThat(refused.details()).anyMatch(line -> line.contains("Guide.md")));
        wiki.assertVerified();
    }

    @Test
    void aTextWrittenInTheWikiMeanwhileComesFirst() {
        git.write("Guide/Setup.md", "setup\n").pushed("setup");
        PageId guide = wiki.pageAt("Guide/");
        wiki.wiki.edit(wiki.space, guide, "from the wiki\n", wiki.edit("edit"));

        git.write("Guide/README.md", TEXT).commit("write");
        assertThat(git.push()).isInstanceOf(PushResult.Accepted.class);

        assertThat(wiki.pageAt("Guide.md")).isEqualTo(guide);
        assertThat(wiki.textOf(wiki.pageAt("Guide/README.md"))).isEqualTo(TEXT);
        wiki.assertVerified();
    }

    @Test
    void aMainThatWasMovedWithTwoFilesOfOnePageIsTakenIn() {
        git.write("Guide.md", TEXT).pushed("guide");
        ObjectId commit = git.write("Guide/README.md", "x").commit("both");
        wiki.move("refs/heads/main", commit);
        wiki.pull();

        assertThat(git.paths()).containsExactly("Guide.md", "Guide/README.md");
        wiki.assertVerified();
    }

    @Test
    void eachSpaceMayHaveItsOwnNames() {
        InMemoryPageStore pages = new InMemoryPageStore();
        Space space = new Space(wiki.space.id(), "acme", "Handbook", new PageConventions(List.of("home.md")));
        GitSync sync = GitSync.builder()
                .spaces(InMemorySpaceDirectory.of(space))
                .pages(pages)
                .repositories(new InMemoryRepositoryStore())
                .build();
        new GitUser(sync, space)
                .write("A/home.md", "a")
                .write("B/README.md", "b")
                .pushed("pages");

        assertThat(pages.pages(space, null, 10))
                .extracting(page -> page.content().title())
                .containsExactlyInAnyOrder("A", "B", "README");
    }

    @Test
    void aRepairKeepsPagesInTheirFolders() {
        git.write("Guide/README.md", TEXT)
                .write("Guide/Setup.md", "setup\n")
                .write("Guide/Deep/index.md", "deep\n")
                .pushed("guide");
        List<String> paths = git.paths();
        ObjectId main = git.main();

        wiki.lose("refs/gitsync/state");
        wiki.pull();
        wiki.assertVerified();
        wiki.lose("refs/gitsync/state", "refs/gitsync/wiki");
        wiki.pull();
        wiki.assertVerified();

        assertThat(git.paths()).isEqualTo(paths);
        assertThat(git.main()).isEqualTo(main);
    }
}
