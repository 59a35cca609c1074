package dev.gitsync.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.pages.PageForm;
import dev.gitsync.internal.proposal.ProposalException;
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

    @ParameterizedTest
    @ValueSource(strings = {"Guide.md", "Guide/index.md"})
    void refusesTwoFilesOfOnePage(String second) throws Exception {
        space.push(Map.of("Guide/README.md", TEXT, "Other.md", "x\n"));
        Map<String, String> both = Map.of("Guide/README.md", TEXT, second, "y\n", "Other.md", "x\n");

        String one = second.equals("Guide.md") ? "Guide.md" : "Guide/README.md";
        String other = second.equals("Guide.md") ? "Guide/README.md" : second;
        assertProblem(
                both,
                one + " and " + other + " are both the file of the page Guide."
                        + " Keep one of them, or rename one, and push again.");
    }

    @Test
    void refusesAFolderMovedBesideTheFileOfAnotherPage() throws Exception {
        space.push(Map.of("Guide/README.md", TEXT, "Help.md", "x\n"));

        assertProblem(
                Map.of("Help/README.md", TEXT, "Help.md", "x\n"),
                "Help.md and Help/README.md are both the file of the page Help."
                        + " Keep one of them, or rename one, and push again.");
    }

    private void assertProblem(Map<String, String> tree, String problem) {
        assertThatThrownBy(() -> space.plan(tree))
                .isInstanceOfSatisfying(
                        ProposalException.class,
                        refused -> assertThat(refused.problems()).containsExactly(problem));
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
