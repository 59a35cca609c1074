package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import dev.gitsync.tests.store.CountingPageStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.Test;

/** Faults H7: the index and its position in the feed are lost while edits of the wiki wait to be pulled. */
class LostIndexTest {
    private final EngineFixture wiki = new EngineFixture();

    /** Their titles don't tell them apart, but their texts do. */
    @Test
    void pagesOfOneTitleKeepTheFilesWithTheirTexts() {
        List<String> files = List.of("A.md", "B.md", "C.md", "D.md", "E.md");
        files.forEach(file -> wiki.git.write(file, "text of " + file));
        wiki.git.pushed("pages");
        List<PageId> pages = files.stream().map(wiki::pageAt).toList();
        pages.forEach(page -> wiki.wiki.rename(wiki.space, page, "Same", wiki.edit("rename")));
        wiki.pull();
        ObjectId main = wiki.git.main();
        wiki.lose("refs/gitsync/state");

        wiki.pull();

        assertThat(pages).extracting(wiki::path).isEqualTo(files);
        assertThat(wiki.git.main()).isEqualTo(main);
        wiki.assertVerified();
    }

    @Test
    void pagesOfOneTitleThatExchangedTextsKeepTheirFiles() {
        wiki.git.write("page1.md", "---\ntitle: Titled\n---\nfour\n");
        wiki.git.pushed("one");
        wiki.git.write("page5.md", "---\ntitle: Titled\n---\nsix\n");
        wiki.git.pushed("two");
        wiki.git.move("page1.md", "moved85.md");
        wiki.git.pushed("move");
        List<PageId> pages = List.of(wiki.pageAt("moved85.md"), wiki.pageAt("page5.md"));
        wiki.git.write("moved85.md", "---\ntitle: Titled\n---\nsix\n");
        wiki.git.write("page5.md", "---\ntitle: Titled\n---\nfour\n");
        wiki.git.pushed("exchange");
        List<String> files = pages.stream().map(wiki::path).toList();
        ObjectId main = wiki.git.main();
        wiki.lose("refs/gitsync/state");

        wiki.pull();

        assertThat(wiki.git.main()).isEqualTo(main);
        assertThat(pages).extracting(wiki::path).isEqualTo(files);
        wiki.assertVerified();
    }

    @Test
    void makesACommitOfEachWaitingEdit() throws IOException {
        PageId home = wiki.page(null, "Home", "one\n");
        PageId guide = wiki.page(home, "Guide", "guide\n");
        wiki.pull();
        wiki.wiki.edit(wiki.space, home, "two\n", wiki.edit("Second"));
        wiki.wiki.edit(wiki.space, home, "three\n", wiki.edit("Third"));
        wiki.wiki.move(wiki.space, guide, null, wiki.edit("Move the guide"));
        wiki.wiki.delete(wiki.space, guide, wiki.edit("Drop the guide"));
        wiki.page(null, "New", "new\n");

        assertSameCommitsAsWithoutTheLoss();
    }

    /** The file has a name and bytes that gitsync would not choose. */
    @Test
    void makesACommitOfEachEditThatFollowedAPush() throws IOException {
        PageId home = wiki.page(null, "Home", "one\n");
        wiki.pull();
        wiki.git
                .fetch()
                .write("guides/set-up.md", "# Setting up\n\ntext")
                .write("Home.md", "pushed\n")
                .pushed("push");
        wiki.wiki.edit(wiki.space, home, "two\n", wiki.edit("Second"));
        wiki.wiki.edit(wiki.space, wiki.pageAt("guides/set-up.md"), "other\n", wiki.edit("Third"));

        assertSameCommitsAsWithoutTheLoss();
    }

    /** A reverted edit is part of the history too. */
    @Test
    void makesACommitOfARevertedEdit() throws IOException {
        PageId home = wiki.page(null, "Home", "one\n");
        wiki.pull();
        wiki.wiki.edit(wiki.space, home, "two\n", wiki.edit("Second"));
        wiki.wiki.edit(wiki.space, home, "one\n", wiki.edit("Undo"));

        assertSameCommitsAsWithoutTheLoss();
    }

    /** A commit reached main without gitsync, so no position of the feed corresponds to main. */
    @Test
    void correctsAHistoryThatTheWikiNeverHad() throws IOException {
        PageId home = wiki.page(null, "Home", "one\n");
        wiki.pull();
        RevCommit before = wiki.git.log().get(0);
        wiki.page(null, "Other", "other\n");
        wiki.wiki.delete(wiki.space, home, wiki.edit("Drop"));
        wiki.pull();
        wiki.move(MovedRefs.MAIN, before);
        wiki.move(MovedRefs.WIKI, before);
        wiki.wiki.edit(wiki.space, wiki.wiki.pages(wiki.space, null, 1).get(0).id(), "new\n", wiki.edit("new"));
        wiki.lose(MovedRefs.STATE);

        wiki.pull();
        assertThat(wiki.git.paths()).containsExactly("Other.md");
        assertThat(wiki.git.read("Other.md")).isEqualTo("new\n");
        wiki.assertVerified();
    }

    /** The engine reads the feed to find the position and to write the index, and the pages once. */
    @Test
    void readsNoFeedForAttachmentsIfTheWikiHasNone() {
        List<CountingPageStore> counting = new ArrayList<>();
        EngineFixture counted = new EngineFixture(pages -> {
            counting.add(new CountingPageStore(pages));
            return counting.get(0);
        });
        for (int i = 0; i < 100; i++) {
            counted.page(null, "Page " + i, "text\n");
        }
        counted.pull();
        counting.get(0).reset();
        counted.lose(MovedRefs.STATE);
        counted.pull();

        assertThat(counting.get(0).counts().items()).isBetween(300L, 310L);
    }

    /** Only the ref of the wiki's history is lost; its index still has the pages. */
    @Test
    void restoresTheHistoryOfTheWikiFromMain() throws IOException {
        List<RevCommit> expected = pushedAndEdited();
        wiki.lose(MovedRefs.WIKI);

        wiki.pull();
        assertThat(wiki.git.log()).containsExactlyElementsOf(expected);
        assertThat(wiki.git.paths()).containsExactly("pic/x.png", "setup.md");
        wiki.assertVerified();
    }

    /** As after restoring a repository from a clone, which has only main. */
    @Test
    void keepsEachPageOnceIfTheRepositoryHasOnlyMain() throws IOException {
        List<RevCommit> expected = pushedAndEdited();
        wiki.lose(MovedRefs.WIKI);
        wiki.lose(MovedRefs.STATE);

        wiki.pull();
        assertThat(wiki.git.log()).containsExactlyElementsOf(expected);
        assertThat(wiki.wiki.pages(wiki.space, null, 10)).hasSize(1);
        wiki.assertVerified();
    }

    /** The clone is older than the newest edits. */
    @Test
    void pullsTheEditsSinceAnOlderMain() throws IOException {
        List<RevCommit> expected = pushedAndEdited();
        wiki.move(MovedRefs.MAIN, expected.get(0));
        wiki.lose(MovedRefs.WIKI);
        wiki.lose(MovedRefs.STATE);

        wiki.pull();
        assertThat(wiki.git.log()).containsExactlyElementsOf(expected);
        wiki.assertVerified();
    }

    /** Pushes a page whose name git chose and a file that is not a page, and then edits the page in the wiki. */
    private List<RevCommit> pushedAndEdited() throws IOException {
        wiki.git
                .write("setup.md", "---\ntitle: Setting up\n---\none\n")
                .write("pic/x.png", "x")
                .pushed("push");
        wiki.wiki.edit(wiki.space, wiki.pageAt("setup.md"), "two\n", wiki.edit("Second"));
        wiki.pull();
        return wiki.git.log();
    }

    private void assertSameCommitsAsWithoutTheLoss() throws IOException {
        RevCommit pulled = wiki.git.log().get(wiki.git.log().size() - 1);
        wiki.pull();
        List<RevCommit> expected = wiki.git.log();
        assertThat(expected.get(expected.size() - 1)).isNotEqualTo(pulled);
        wiki.move(MovedRefs.MAIN, pulled);
        wiki.move(MovedRefs.WIKI, pulled);
        wiki.lose(MovedRefs.STATE);

        wiki.pull();
        assertThat(wiki.git.log()).containsExactlyElementsOf(expected);
        wiki.assertVerified();
    }
}
