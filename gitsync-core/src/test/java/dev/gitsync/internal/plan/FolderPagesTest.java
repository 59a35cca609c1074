package dev.gitsync.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.pages.PageForm;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult.PushedPage;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pushes to a space in which a file such as {@code Guide/README.md} is the page {@code Guide}: issue 29. */
final class FolderPagesTest {
    private static final String TEXT = "one\ntwo\nthree\nfour\n";

    private final PlannedSpace space;

    FolderPagesTest() throws Exception {
        space = PlannedSpace.withFolderPages("README.md", "index.md", "_index.md");
    }

    private IndexedPage page(String path) throws Exception {
        return space.index.at(path).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "index.md", "_index.md"})
    void aFileWithSuchANameIsThePageOfItsFolder(String name) throws Exception {
        space.push(Map.of("Guide/" + name, TEXT, "Guide/Setup.md", "setup\n"));

        assertThat(space.pages().keySet()).containsExactly("Guide", "Guide/Setup");
        assertThat(page("Guide").form()).isEqualTo(PageForm.inner(name));
        assertThat(space.content(space.at("Guide")).title()).isEqualTo("Guide");
        assertThat(space.content(space.at("Guide/Setup")).parent()).isEqualTo(space.at("Guide"));
    }

    @Test
    void atTheRootSuchAFileIsAnOrdinaryPage() throws Exception {
        space.push(Map.of("README.md", TEXT, "index.md", "x\n"));

        assertThat(space.pages().keySet()).containsExactly("README", "index");
    }

    @Test
    void movingTheFileIntoTheFolderAndOutKeepsThePage() throws Exception {
        space.push(Map.of("Guide.md", TEXT, "Guide/Setup.md", "setup\n"));
        PageId guide = space.at("Guide");
        for (String file : new String[] {"Guide/README.md", "Guide/index.md", "Guide.md", "Guide/_index.md"}) {
            PushPlan plan = space.push(Map.of(file, TEXT, "Guide/Setup.md", "setup\n"));

            assertThat(space.at("Guide")).isEqualTo(guide);
            assertThat(plan.changes()).isEmpty();
            assertThat(plan.deletedPages()).isEmpty();
            assertThat(plan.receipt()).containsExactly(new PushedPage(guide, PushedPage.Action.MOVED, file));
        }
    }

    @Test
    void anEditThatMovesTheFileIntoTheFolderIsAnEdit() throws Exception {
        space.push(Map.of("Guide.md", TEXT, "Guide/Setup.md", "setup\n"));
        PageId guide = space.at("Guide");

        PushPlan plan =
                space.push(Map.of("Guide/README.md", TEXT + "five\n", "Guide/Setup.md", "setup\n", "Copy.md", TEXT));

        assertThat(space.at("Guide")).isEqualTo(guide);
        assertThat(plan.deletedPages()).isEmpty();
    }

    @Test
    void aFolderThatIsRenamedTakesItsPageAlong() throws Exception {
        space.push(Map.of("Guide/README.md", TEXT, "Guide/Setup.md", "setup\n", "Guide/Deep/index.md", "deep\n"));
        PageId guide = space.at("Guide");
        PageId deep = space.at("Guide/Deep");

        PushPlan plan =
                space.push(Map.of("Help/README.md", TEXT, "Help/Setup.md", "setup\n", "Help/Deep/index.md", "deep\n"));

        assertThat(space.at("Help")).isEqualTo(guide);
        assertThat(space.at("Help/Deep")).isEqualTo(deep);
        assertThat(plan.changes()).hasSize(1);
        assertThat(space.content(guide).title()).isEqualTo("Help");
    }

    @Test
    void aRenamedFolderReplacesAPageThatGitDoesNotShow() throws Exception {
        space.push(Map.of("Guide/README.md", TEXT));
        PageId guide = space.at("Guide");
        PageId bare = space.bare("Help", "Help");

        PushPlan plan = space.push(Map.of("Help/README.md", TEXT));

        assertThat(space.at("Help")).isEqualTo(guide);
        assertThat(plan.removed()).extracting(IndexedPage::id).containsExactly(bare);
        assertThat(plan.deletedPages()).isEmpty();
    }

    @Test
    void aPageThatLosesItsFileStaysWhileItHasChildren() throws Exception {
        space.push(Map.of("Guide/README.md", TEXT, "Guide/Setup.md", "setup\n"));
        PageId guide = space.at("Guide");

        PushPlan plan = space.push(Map.of("Guide/Setup.md", "setup\n"));

        assertThat(space.at("Guide")).isEqualTo(guide);
        assertThat(page("Guide").form()).isEqualTo(PageForm.NONE);
        assertThat(plan.deletedPages()).containsExactly("Guide/ (its text)");
    }

    @Test
    void aDeletedPageIsCountedUnderItsFile() throws Exception {
        space.push(Map.of("Guide/README.md", TEXT, "Other.md", "x\n"));

        assertThat(space.push(Map.of("Other.md", "x\n")).deletedPages()).containsExactly("Guide/README.md");
    }

    @Test
    void aPageComesBackInWhateverForm() throws Exception {
        space.push(Map.of("Guide/README.md", TEXT, "Other.md", "x\n"));
        PageId guide = space.at("Guide");
        space.push(Map.of("Other.md", "x\n"));

        space.push(Map.of("Guide.md", TEXT, "Other.md", "x\n"));

        assertThat(space.at("Guide")).isEqualTo(guide);
    }

    @Test
    void theFileBesideTheFolderComesFirstAndTheOthersArePagesOfTheirOwn() throws Exception {
        space.push(
                Map.of("Guide.md", TEXT, "Guide/index.md", "i\n", "Guide/README.md", "r\n", "Guide/Setup.md", "s\n"));

        assertThat(space.pages().keySet()).containsExactly("Guide", "Guide/README", "Guide/Setup", "Guide/index");
        assertThat(page("Guide").form()).isEqualTo(PageForm.SIBLING);
        assertThat(space.content(space.at("Guide/README")).title()).isEqualTo("README");
    }

    @Test
    void ofTwoFilesInTheFolderTheFirstNameComesFirst() throws Exception {
        space.push(Map.of("Guide/index.md", TEXT, "Guide/README.md", "readme\n"));

        assertThat(space.pages().keySet()).containsExactly("Guide", "Guide/index");
        assertThat(page("Guide").form()).isEqualTo(PageForm.inner("README.md"));
    }

    @Test
    void withoutTheFirstFileTheNextOneIsThePage() throws Exception {
        space.push(Map.of("Guide.md", TEXT, "Guide/README.md", "readme\n", "Guide/Setup.md", "setup\n"));
        PageId guide = space.at("Guide");
        PageId readme = space.at("Guide/README");
        PageId setup = space.at("Guide/Setup");

        PushPlan plan = space.push(Map.of("Guide/README.md", "readme\n", "Guide/Setup.md", "setup\n"));

        assertThat(space.at("Guide")).isEqualTo(readme);
        assertThat(space.content(readme)).isEqualTo(new PageContent(null, "Guide", "readme\n"));
        assertThat(space.content(setup).parent()).isEqualTo(readme);
        assertThat(plan.deletedPages()).containsExactly("Guide.md");

        space.push(Map.of("Guide.md", TEXT, "Guide/README.md", "readme\n", "Guide/Setup.md", "setup\n"));

        assertThat(space.at("Guide")).isEqualTo(guide);
        assertThat(space.at("Guide/README")).isEqualTo(readme);
        assertThat(space.content(setup).parent()).isEqualTo(guide);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Guide.md", "Guide/README.md"})
    void aFileThatComesFirstIsANewPageAndTheOtherOneStaysWhatItIs(String first) throws Exception {
        space.push(Map.of("Guide/index.md", TEXT, "Guide/Setup.md", "setup\n"));
        PageId guide = space.at("Guide");

        PushPlan plan = space.push(Map.of(first, "first\n", "Guide/index.md", TEXT, "Guide/Setup.md", "setup\n"));

        assertThat(space.at("Guide/index")).isEqualTo(guide);
        assertThat(space.content(space.at("Guide")).text()).isEqualTo("first\n");
        assertThat(space.content(space.at("Guide/Setup")).parent()).isEqualTo(space.at("Guide"));
        assertThat(plan.deletedPages()).isEmpty();
    }

    @Test
    void anEditOfTheFileThatBecomesThePageIsAnEdit() throws Exception {
        space.push(Map.of("Guide.md", TEXT, "Guide/README.md", "readme\n"));
        PageId readme = space.at("Guide/README");

        space.push(Map.of("Guide/README.md", "something else\n"));

        assertThat(space.at("Guide")).isEqualTo(readme);
    }

    @Test
    void theFileOfAFolderThatMovesBesideAPageIsAChildOfIt() throws Exception {
        space.push(Map.of("Guide/README.md", TEXT, "Guide/Setup.md", "setup\n", "Help.md", "x\n"));
        PageId guide = space.at("Guide");
        PageId help = space.at("Help");

        space.push(Map.of("Help/README.md", TEXT, "Help/Setup.md", "setup\n", "Help.md", "x\n"));

        assertThat(space.at("Help")).isEqualTo(help);
        assertThat(space.at("Help/README")).isEqualTo(guide);
        assertThat(space.content(space.at("Help/Setup")).parent()).isEqualTo(help);
    }

    @Test
    void aPageThatIsNoLongerThatOfItsFolderChangesWhatTheFolderBelowItIs() throws Exception {
        space.push(Map.of("A/README.md", "r\n", "A/README/index.md", "i\n", "A/README/Leaf.md", "leaf\n"));
        PageId readme = space.at("A");
        PageId index = space.at("A/README");

        space.push(
                Map.of("A.md", "a\n", "A/README.md", "r\n", "A/README/index.md", "i\n", "A/README/Leaf.md", "leaf\n"));

        assertThat(space.at("A/README")).isEqualTo(readme);
        assertThat(space.at("A/README/index")).isEqualTo(index);
        assertThat(space.content(space.at("A/README/Leaf")).parent()).isEqualTo(readme);
    }

    @Test
    void refusesAChildWhoseNameIsThatOfAnotherFolder() throws Exception {
        space.push(Map.of("A/README.md", "r\n", "A/readme/Leaf.md", "leaf\n"));

        assertThatThrownBy(() -> space.plan(Map.of("A.md", "a\n", "A/README.md", "r\n", "A/readme/Leaf.md", "leaf\n")))
                .isInstanceOfSatisfying(
                        ProposalException.class,
                        refused -> assertThat(refused.problems())
                                .containsExactly("A/README.md and A/readme/ differ only in case."
                                        + " Rename one of them and push again."));
    }

    @Test
    void hiddenFoldersHaveNoPages() throws Exception {
        PushPlan plan = space.push(Map.of(".github/README.md", TEXT, "Other.md", "x\n"));

        assertThat(space.pages().keySet()).containsExactly("Other");
        assertThat(plan.otherFiles()).isEqualTo(1);
    }

    @Test
    void aFolderMovedIntoAHiddenOneLosesItsPage() throws Exception {
        space.push(Map.of("Guide/README.md", TEXT, "Other.md", "x\n"));

        PushPlan plan = space.push(Map.of(".old/Guide/README.md", TEXT, "Other.md", "x\n"));

        assertThat(plan.deletedPages()).containsExactly("Guide/README.md");
    }
}
