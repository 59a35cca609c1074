package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults P4, P5 and P6, law 12: tests which page owns a folder, and what moves with a page. */
class FolderOwnersTest {
    private final EngineFixture wiki = new EngineFixture();
    private final BranchFixture branch = new BranchFixture(wiki);

    @Test
    void keepsADeletedPageWithTextDeleted() {
        PageId images = wiki.page(null, "Images", "all of them\n");
        branch.pull();
        branch.delete(images);
        branch.pull();
        wiki.git.fetch();
        wiki.git.write("Images/Holiday.md", "sea\n");
        wiki.git.pushed("Add a page");
        wiki.assertVerified();

        PageId folder = wiki.pageAt("Images/");
        assertThat(folder).isNotEqualTo(images);
        branch.restore(images);
        branch.pull();

        assertThat(wiki.textOf(images)).isEqualTo("all of them\n");
        assertThat(wiki.git.paths())
                .hasSize(2)
                .contains("Images/Holiday.md")
                .anyMatch(path -> path.matches("Images-[0-9a-f]{6}\\.md"));
    }

    @Test
    void restoresADeletedFolderPageWithItsFolder() {
        PageId images = wiki.page(null, "Images", null);
        PageId old = wiki.page(images, "Old", "old\n");
        branch.pull();
        branch.delete(images, old);
        branch.pull();
        wiki.git.fetch();
        wiki.git.write("Images/Holiday.md", "sea\n");
        wiki.git.pushed("Add a page");

        assertThat(wiki.pageAt("Images/")).isEqualTo(images);
        wiki.assertVerified();
    }

    @Test
    void keepsPicturesIfAPageNamedLikeTheirFolderIsRenamed() {
        wiki.page(null, "Home", "![p](img/pic.png)\n");
        wiki.git.fetch();
        wiki.git.write("img/pic.png", "pic").write("img/more/p.png", "more");
        wiki.git.pushed("Add pictures");
        PageId page = wiki.page(null, "img", "about pictures\n");
        branch.pull();
        assertThat(wiki.git.paths()).containsExactly("Home.md", "img.md", "img/more/p.png", "img/pic.png");

        wiki.wiki.rename(wiki.space, page, "Pictures", wiki.edit("rename"));

        assertThat(branch.pull()).isEqualTo(1);
        assertThat(wiki.git.paths()).containsExactly("Home.md", "Pictures.md", "img/more/p.png", "img/pic.png");

        wiki.page(page, "Album", "album\n");
        branch.pull();
        assertThat(wiki.git.paths())
                .containsExactly("Home.md", "Pictures.md", "Pictures/Album.md", "img/more/p.png", "img/pic.png");
    }

    /** Law 12: the folder is named like a child page that git does not show. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsPicturesInAFolderNamedLikeAChildWithoutText(boolean isPageFirst) {
        PageId guide = wiki.page(null, "Guide", "guide\n");
        branch.pull();
        if (isPageFirst) {
            wiki.page(guide, "Foo", null);
            branch.pull();
        }
        wiki.git.fetch();
        wiki.git.write("Guide/foo/pic.png", "pic");
        wiki.git.pushed("Add a picture");
        if (!isPageFirst) {
            wiki.page(guide, "Foo", null);
            branch.pull();
        }

        wiki.wiki.rename(wiki.space, guide, "Manual", wiki.edit("rename"));
        branch.pull();

        assertThat(wiki.git.paths()).containsExactly("Guide/foo/pic.png", "Manual.md");
        wiki.assertVerified();
    }

    @Test
    void movesAFolderWithChildPagesAsAWhole() {
        PageId guide = wiki.page(null, "Guide", "guide\n");
        wiki.page(guide, "Start", "start\n");
        branch.pull();
        wiki.git.fetch();
        wiki.git.write("Guide/pic.png", "pic");
        wiki.git.pushed("Add a picture");
        wiki.wiki.rename(wiki.space, guide, "Manual", wiki.edit("rename"));

        assertThat(branch.pull()).isEqualTo(1);
        assertThat(wiki.git.paths()).containsExactly("Manual.md", "Manual/Start.md", "Manual/pic.png");
    }

    @Test
    void keepsTheExecutableBitInEditsMovesDeletionAndRestoration() {
        PageId page = wiki.page(null, "Run", "echo\n");
        PageId shelf = wiki.page(null, "Shelf", "shelf\n");
        wiki.git.fetch();
        wiki.git.makeExecutable("Run.md").write("tool.sh", "#!").makeExecutable("tool.sh");
        wiki.git.pushed("chmod");
        wiki.wiki.edit(wiki.space, page, "echo 2\n", wiki.edit("edit"));
        wiki.wiki.rename(wiki.space, page, "Run?", wiki.edit("rename"));
        wiki.wiki.rename(wiki.space, page, "Runner", wiki.edit("rename"));
        wiki.wiki.move(wiki.space, page, shelf, wiki.edit("move"));
        branch.pull();
        assertThat(wiki.git.executables()).containsExactly("Shelf/Runner.md", "tool.sh");

        branch.delete(page);
        branch.pull();
        assertThat(wiki.git.executables()).containsExactly("tool.sh");
        branch.restore(page);
        branch.pull();
        assertThat(wiki.git.executables()).containsExactly("Shelf/Runner.md", "tool.sh");
    }
}
