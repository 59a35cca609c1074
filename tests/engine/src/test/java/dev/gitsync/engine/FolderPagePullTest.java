package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.testkit.InMemoryPageStore;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Edits in the wiki of pages whose file is in their folder: laws 3 and 12, issue 29. */
class FolderPagePullTest {
    private final EngineFixture wiki =
            EngineFixture.withFolderPages(InMemoryPageStore.withAttachments(), "README.md", "index.md", "_index.md");
    private PageId guide;
    private PageId setup;

    @BeforeEach
    void somebodyPushesAGuideInItsFolder() {
        wiki.git
                .write("Guide/README.md", "guide\n")
                .write("Guide/Setup.md", "setup\n")
                .write("Guide/pic.png", "picture")
                .pushed("guide");
        guide = wiki.pageAt("Guide/README.md");
        setup = wiki.pageAt("Guide/Setup.md");
    }

    @AfterEach
    void mainIsTheWiki() {
        wiki.assertVerified();
    }

    @Test
    void anEditStaysInTheFile() {
        wiki.wiki.edit(wiki.space, guide, "guide\nmore\n", wiki.edit("edit"));
        wiki.pull();

        assertThat(wiki.git.read("Guide/README.md")).isEqualTo("guide\nmore\n");
        assertThat(wiki.git.paths()).containsExactly("Guide/README.md", "Guide/Setup.md", "Guide/pic.png");
    }

    @Test
    void aTitleOfTheWikiGoesIntoTheFileWhoseNameGitChose() {
        wiki.wiki.rename(wiki.space, guide, "Handbook", wiki.edit("rename"));
        wiki.pull();

        assertThat(wiki.git.read("Guide/README.md")).isEqualTo("---\ntitle: Handbook\n---\nguide\n");
    }

    @Test
    void aPageMovesAsItsFolder() {
        PageId top = wiki.page(null, "Top", "top");
        wiki.wiki.move(wiki.space, guide, top, wiki.edit("move"));
        wiki.pull();

        assertThat(wiki.git.paths())
                .containsExactly("Top.md", "Top/Guide/README.md", "Top/Guide/Setup.md", "Top/Guide/pic.png");
        assertThat(wiki.pageAt("Top/Guide/README.md")).isEqualTo(guide);
    }

    @Test
    void aPageWithoutOtherFilesMovesAsItsFolderWhereTheWikiHasNoAttachments() {
        EngineFixture plain = EngineFixture.withFolderPages(new InMemoryPageStore(), "README.md");
        plain.git
                .write("Guide/README.md", "guide\n")
                .write("Guide/pic.png", "p")
                .pushed("guide");
        PageId page = plain.pageAt("Guide/README.md");
        plain.wiki.move(plain.space, page, plain.page(null, "Top", "top"), plain.edit("move"));
        plain.pull();

        assertThat(plain.git.paths()).containsExactly("Top.md", "Top/Guide/README.md", "Top/Guide/pic.png");
        plain.assertVerified();
    }

    @Test
    void aMoveToAFolderWithThatNameGetsAnId() {
        PageId top = wiki.page(null, "Top", "top");
        wiki.page(top, "Guide", "another guide");
        wiki.wiki.move(wiki.space, guide, top, wiki.edit("move"));
        wiki.pull();

        assertThat(wiki.git.paths())
                .filteredOn(path -> path.matches("Top/Guide-[0-9a-f]{6}/README.md"))
                .hasSize(1);
        assertThat(wiki.git.paths()).contains("Top/Guide.md");
    }

    @Test
    void aDeletedPageComesBackInItsForm() {
        Provenance by = wiki.edit("delete");
        wiki.wiki.delete(wiki.space, setup, by);
        wiki.wiki.delete(wiki.space, guide, by);
        wiki.pull();
        assertThat(wiki.git.paths()).isEmpty();

        Provenance back = wiki.edit("restore");
        wiki.wiki.restore(wiki.space, guide, back);
        wiki.wiki.restore(wiki.space, setup, back);
        wiki.pull();

        assertThat(wiki.git.paths()).containsExactly("Guide/README.md", "Guide/Setup.md", "Guide/pic.png");
    }

    @Test
    void aTextThatIsTakenAwayLeavesTheFolder() {
        wiki.wiki.edit(wiki.space, guide, null, wiki.edit("empty"));
        wiki.pull();

        assertThat(wiki.git.paths()).containsExactly("Guide/Setup.md", "Guide/pic.png");
        assertThat(wiki.pageAt("Guide/")).isEqualTo(guide);
    }

    @Test
    void anUploadGoesIntoTheFolder() {
        wiki.upload(guide, "new.png", "new");
        wiki.upload(guide, "README.md", "a file that is no page");
        wiki.pull();

        assertThat(wiki.git.paths()).contains("Guide/new.png", "Guide/README.md.txt");
        assertThat(wiki.git.read("Guide/README.md")).isEqualTo("guide\n");
    }

    @Test
    void aNewPageHasItsFileBesideItsFolder() {
        PageId page = wiki.page(guide, "Deploy", "deploy");
        wiki.page(page, "Steps", "steps");
        wiki.pull();

        assertThat(wiki.git.paths()).contains("Guide/Deploy.md", "Guide/Deploy/Steps.md");
    }

    @Test
    void aTextOfAFolderFollowsThePageAbove() {
        PageId folder = wiki.page(guide, "Deploy", null);
        wiki.page(folder, "Steps", "steps");
        PageId other = wiki.page(wiki.page(null, "Top", "top"), "Folder", null);
        wiki.page(other, "Leaf", "leaf");
        wiki.pull();

        wiki.wiki.edit(wiki.space, folder, "deploy", wiki.edit("edit"));
        wiki.wiki.edit(wiki.space, other, "folder", wiki.edit("edit"));
        wiki.pull();

        assertThat(wiki.git.paths()).contains("Guide/Deploy/README.md", "Top/Folder.md");
    }

    @Test
    void aTextOfAFolderAtTheTopFollowsMostPagesInTheirFolders() {
        wiki.git
                .fetch()
                .write("A/index.md", "a")
                .write("B/index.md", "b")
                .write("C/Leaf.md", "leaf")
                .pushed("more");
        wiki.wiki.edit(wiki.space, wiki.pageAt("C/"), "c", wiki.edit("edit"));
        wiki.pull();

        assertThat(wiki.git.read("C/index.md")).isEqualTo("c");
    }

    @Test
    void withoutPagesInTheirFoldersATextIsBesideItsFolder() {
        EngineFixture plain = EngineFixture.withFolderPages(new InMemoryPageStore(), "README.md");
        plain.git.write("C/Leaf.md", "leaf").pushed("leaf");
        plain.wiki.edit(plain.space, plain.pageAt("C/"), "c", plain.edit("edit"));
        plain.pull();

        assertThat(plain.git.paths()).containsExactly("C.md", "C/Leaf.md");
        plain.assertVerified();
    }

    @Test
    void aPageThatIsCalledLikeAFolderPageGetsAnId() {
        PageId page = wiki.page(setup, "README", "not the page Setup");
        wiki.page(null, "README", "at the top");
        wiki.pull();

        assertThat(wiki.git.paths()).contains("README.md").doesNotContain("Guide/Setup/README.md");
        assertThat(wiki.git.paths())
                .filteredOn(path -> path.matches("Guide/Setup/README-[0-9a-f]{6}.md"))
                .hasSize(1);
        assertThat(wiki.titleOf(page)).isEqualTo("README");
    }

    @Test
    void aFolderThatGitCalledSoGetsItsTextInside() {
        wiki.git.fetch().write("Guide/Setup/README/Leaf.md", "leaf").pushed("leaf");
        PageId folder = wiki.pageAt("Guide/Setup/README/");
        wiki.wiki.edit(wiki.space, folder, "text", wiki.edit("edit"));
        wiki.pull();

        assertThat(wiki.git.read("Guide/Setup/README/README.md")).isEqualTo("text");
    }

    @Test
    void aFileInTheFolderDoesNotTakeANameThatIsThere() {
        wiki.git
                .fetch()
                .write("Guide/Deploy/readme.md", "a page of that name")
                .write("Guide/Deploy/Leaf.md", "leaf")
                .pushed("more");
        wiki.wiki.edit(wiki.space, wiki.pageAt("Guide/Deploy/"), "text", wiki.edit("edit"));
        wiki.pull();

        assertThat(wiki.git.read("Guide/Deploy.md")).isEqualTo("text");
    }

    private PageId readmeBesideAPage() {
        wiki.git
                .fetch()
                .write("Top.md", "top")
                .write("Top/README.md", "readme")
                .write("Top/README/Leaf.md", "leaf")
                .pushed("more");
        return wiki.pageAt("Top/README.md");
    }

    @Test
    void aPageThatLosesItsTextKeepsItsChildren() {
        PageId readme = readmeBesideAPage();
        PageId top = wiki.pageAt("Top.md");
        wiki.wiki.edit(wiki.space, top, null, wiki.edit("empty"));
        wiki.pull();

        assertThat(wiki.pageAt("Top/")).isEqualTo(top);
        assertThat(wiki.wiki.page(wiki.space, readme).orElseThrow().content().parent())
                .isEqualTo(top);
        assertThat(wiki.git.paths())
                .filteredOn(path -> path.matches("Top/README-[0-9a-f]{6}(\\.md|/Leaf\\.md)"))
                .hasSize(2);
    }

    @Test
    void aDeletedPageAndItsChildReturnUnderTheirNames() {
        PageId readme = readmeBesideAPage();
        PageId leaf = wiki.pageAt("Top/README/Leaf.md");
        PageId top = wiki.pageAt("Top.md");
        List<String> paths = wiki.git.paths();
        Provenance by = wiki.edit("delete");
        List.of(leaf, readme, top).forEach(page -> wiki.wiki.delete(wiki.space, page, by));
        wiki.pull();
        assertThat(wiki.git.paths()).noneMatch(path -> path.startsWith("Top"));

        Provenance back = wiki.edit("restore");
        List.of(top, readme, leaf).forEach(page -> wiki.wiki.restore(wiki.space, page, back));
        wiki.pull();

        assertThat(wiki.git.paths()).isEqualTo(paths);
    }

    @Test
    void aChildWithSuchANameMovesToAFolderUnderAnother() {
        PageId readme = readmeBesideAPage();
        wiki.wiki.move(wiki.space, readme, wiki.page(null, "Other", null), wiki.edit("move"));
        wiki.pull();

        assertThat(wiki.git.paths())
                .filteredOn(path -> path.matches("Other/README-[0-9a-f]{6}(\\.md|/Leaf\\.md)"))
                .hasSize(2);
    }

    @Test
    void aRepairKeepsChildrenWithSuchNames() {
        readmeBesideAPage();
        List<String> paths = wiki.git.paths();

        wiki.lose("refs/gitsync/state");
        wiki.pull();
        assertThat(wiki.git.paths()).isEqualTo(paths);
        wiki.assertVerified();
        wiki.lose("refs/gitsync/state", "refs/gitsync/wiki");
        wiki.pull();
        assertThat(wiki.git.paths()).isEqualTo(paths);
    }
}
