package dev.gitsync.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.model.PageId;
import dev.gitsync.store.PageChange;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.FileMode;
import org.junit.jupiter.api.Test;

/** Pushes around pages that have no file: folder pages, and pages that git does not contain. */
final class BarePagesTest {
    private final PlannedSpace space;

    BarePagesTest() throws Exception {
        space = new PlannedSpace();
    }

    @Test
    void deletesAPageThatGitDoesNotContainWithItsParent() throws Exception {
        space.push(Map.of("A.md", "a\n", "K.md", "k\n"));
        long before = space.budget.spent();
        space.plan(Map.of("K.md", "k\n"));
        long alone = space.budget.spent() - before;
        PageId a = space.at("A");
        PageId b = space.bare("A/b", "b");
        PageId c = space.bare("A/b/c", "c");
        PageId d = space.bare("A/d", "d");

        PushPlan plan = space.push(Map.of("K.md", "k\n"));
        assertThat(plan.removed()).extracting(IndexedPage::id).containsExactly(c, d, b, a);
        assertThat(plan.deletedPages()).containsExactly("A.md");
        assertThat(space.budget.spent() - before - alone).as("three pages more").isEqualTo(alone + 3);
    }

    @Test
    void movesAPageThatGitDoesNotContainWithItsParent() throws Exception {
        space.push(Map.of("A.md", "a\n", "K.md", "k\n"));
        PageId b = space.bare("A/b", "b");
        assertThat(space.push(Map.of("Z.md", "a\n", "K.md", "k\n")).removed()).isEmpty();
        assertThat(space.at("Z/b")).isEqualTo(b);
    }

    @Test
    void matchesANewFileToThePageWithoutTextOfItsName() throws Exception {
        space.push(Map.of("d/X.md", "x\n"));
        PageId b = space.bare("b", "b");
        PageId c = space.bare("d/c", "c");
        PushPlan plan = space.push(Map.of("d/X.md", "x\n", "B.md", "new\n", "d/C.md", "newer\n"));
        assertThat(plan.changes()).hasSize(2).allMatch(PageChange.Update.class::isInstance);
        assertThat(space.at("B")).isEqualTo(b);
        assertThat(space.at("d/C")).isEqualTo(c);
    }

    @Test
    void attributesANameToTheUserWhoChangedIt() throws Exception {
        space.bare("b", "b");
        space.bare("c", "c");
        PushPlan plan = space.push(Map.of("b.md", "new\n", "C.md", "new\n", "D.md", "new\n"));
        assertThat(plan.placed())
                .extracting(IndexedPage::name, IndexedPage::chosen)
                .containsExactlyInAnyOrder(tuple("b", false), tuple("C", true), tuple("D", true));
    }

    @Test
    void matchesANewFolderToThePageWithoutTextOfItsName() throws Exception {
        space.push(Map.of("K.md", "k\n"));
        PageId b = space.bare("b", "Title: of b");
        space.push(Map.of("K.md", "k\n", "b/X.md", "x\n"));
        assertThat(space.at("b")).isEqualTo(b);
        assertThat(space.content(b).title()).isEqualTo("Title: of b");

        space.push(Map.of("K.md", "k\n"));
        assertThat(space.pages()).containsOnlyKeys("K");
        space.push(Map.of("K.md", "k\n", "b/Y.md", "y\n"));
        assertThat(space.at("b")).isEqualTo(b);
        assertThat(space.content(b).title()).isEqualTo("Title: of b");
    }

    @Test
    void replacesThePageWithoutTextByAMovedPageOfItsName() throws Exception {
        space.push(Map.of("A.md", "a\n", "d/Z.md", "z\n", "d/K.md", "k\n"));
        PageId b = space.bare("b", "b");
        PageId c = space.bare("c", "c");
        PageId a = space.at("A");
        PageId z = space.at("d/Z");
        PushPlan plan = space.push(Map.of("B.md", "a\n", "C.md", "z\n", "d/K.md", "k\n"));
        assertThat(plan.removed()).extracting(IndexedPage::id).containsExactlyInAnyOrder(b, c);
        assertThat(space.at("B")).isEqualTo(a);
        assertThat(space.at("C")).isEqualTo(z);
    }

    @Test
    void makesAPageThatMovesNextToAFolderTheParentOfItsPages() throws Exception {
        space.push(Map.of("A.md", "text of a\n", "d/X.md", "x\n", "d/e/Y.md", "y\n"));
        PageId a = space.at("A");
        PageId d = space.at("d");
        PushPlan plan = space.push(Map.of("d.md", "text of a\n", "d/X.md", "x\n", "d/e/Y.md", "y\n"));
        assertThat(plan.removed()).extracting(IndexedPage::id).containsExactly(d);
        assertThat(space.content(space.at("d/X")).parent()).isEqualTo(a);
        assertThat(space.content(space.at("d/e")).parent()).isEqualTo(a);
    }

    @Test
    void makesANewFileNextToAFolderTheTextOfItsPage() throws Exception {
        space.push(Map.of("d/X.md", "x\n"));
        PageId d = space.at("d");
        space.push(Map.of("d/X.md", "x\n", "d.md", "text\n"));
        assertThat(space.at("d")).isEqualTo(d);
        space.push(Map.of("e/X.md", "x\n", "e.md", "text\n"));
        assertThat(space.at("e")).isEqualTo(d);
    }

    @Test
    void makesANewFileNextToAMovedFolderTheTextOfItsPage() throws Exception {
        space.push(Map.of("d/X.md", "x\n", "d/Y.md", "y\n"));
        PageId d = space.at("d");
        space.push(Map.of("e/X.md", "x\n", "e/Y.md", "y\n", "e.md", "text\n"));
        assertThat(space.at("e")).isEqualTo(d);
    }

    @Test
    void createsNoPagesForFoldersWithoutPages() throws Exception {
        space.push(Map.of(".a/X.md", "x\n", "img/a.png", "a", "d/.e/Y.md", "y\n", "d/f/b.png", "b", "K.md", "k\n"));
        assertThat(space.pages()).containsOnlyKeys("K");
        space.push(Map.of(".b/X.md", "x\n", "pics/a.png", "a", "c/.e/Y.md", "y\n", "c/f/b.png", "b", "K.md", "k\n"));
        assertThat(space.pages()).containsOnlyKeys("K");
    }

    @Test
    void ignoresAFolderWithTheNameOfAPageFile() throws Exception {
        space.push(Map.of("A.md/B.md", "b\n", "A.md/c.txt", "c"));
        assertThat(space.pages()).containsOnlyKeys("A.md", "A.md/B");
    }

    @Test
    void acceptsAnOldTextWithConflictMarkers() throws Exception {
        String conflict = "<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n";
        space.push(Map.of("A.md", "clean\n"));
        assertThatThrownBy(() -> space.plan(Map.of("A.md", conflict))).isInstanceOf(ProposalException.class);
        space.edit(Map.of("A.md", conflict));
        space.edit(Map.of("A.md", "clean\n"));
        assertThat(space.push(Map.of("A.md", conflict)).changes()).hasSize(1);
    }

    @Test
    void refusesAFileWhosePageIsNotInTheIndex() throws Exception {
        space.push(Map.of("A.md", "a\n"));
        space.index.remove(space.index.at("A").orElseThrow(), 1, FileMode.REGULAR_FILE);
        assertThatThrownBy(() -> space.plan(Map.of("A.md", "aa\n")))
                .isInstanceOfSatisfying(
                        ProposalException.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .asString()
                                .startsWith("A.md is in main, but this server does not know which page it is"));
    }

    @Test
    void acceptsTitlesOfUpToAThousandCharacters() throws Exception {
        String title = "😀" + "x".repeat(998);
        space.push(Map.of("A.md", "---\ntitle: " + "\"" + title + "\"\n---\n"));
        assertThatThrownBy(() -> space.plan(Map.of("A.md", "---\ntitle: \"" + title + "x\"\n---\n")))
                .isInstanceOfSatisfying(
                        ProposalException.class,
                        refused -> assertThat(refused.problems())
                                .isEqualTo(
                                        List.of("A.md has a title of 1001 characters; this server accepts up to 1000."
                                                + " Shorten it and push again.")));
    }
}
