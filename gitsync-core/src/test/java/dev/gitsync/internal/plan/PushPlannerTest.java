package dev.gitsync.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.gitsync.internal.links.KeptLinks;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.proposal.ProposalLimits;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult.PushedPage;
import dev.gitsync.report.PushResult.PushedPage.Action;
import dev.gitsync.store.PageChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.FileMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PushPlannerTest {
    private static final String CONFLICT = "a\n<<<<<<< HEAD\nmine\n=======\ntheirs\n>>>>>>> branch\n";

    private final PlannedSpace space;

    PushPlannerTest() throws Exception {
        space = new PlannedSpace();
    }

    @Test
    void ordersTheReceiptByPathAndNamesEachChange() throws Exception {
        space.push(Map.of("A.md", "a\n", "B.md", "b\n", "C.md", "c\n", "x.txt", "1", "y.txt", "2"));
        PageId a = space.at("A");
        PageId b = space.at("B");
        PageId c = space.at("C");

        PushPlan plan = space.push(Map.of("A.md", "aa\n", "D/Z.md", "b\n", "x.txt", "3", "z.txt", "4"));

        assertThat(plan.receipt())
                .containsExactly(
                        new PushedPage(a, Action.UPDATED, "A.md"),
                        new PushedPage(c, Action.DELETED, "C.md"),
                        new PushedPage(space.at("D"), Action.CREATED, "D/"),
                        new PushedPage(b, Action.MOVED, "D/Z.md"));
        assertThat(plan.otherFiles()).isEqualTo(3);
    }

    @Test
    void attributesEachChangeToTheLastAuthorOfItsFile() throws Exception {
        space.push(Map.of("A.md", "a\n", "B/C.md", "c\n"));
        PushPlan plan = space.push(Map.of("B/C.md", "cc\n", "E/F.md", "f\n"));

        assertThat(plan.changes().stream().map(change -> change.provenance().message()))
                .containsExactlyInAnyOrder("A.md", "B/C.md", "E/", "E/F.md");
    }

    /** A plan contains the old content of each page, which {@link PlannedSpace} compares with the wiki. */
    @Test
    void plansIndependentlyOfTheReaderOfOldPages() throws Exception {
        space.limits = PlannedSpace.sizes(200_000, 200_000);
        space.push(pages("x"));
        PushPlan alone = space.push(pages("y"));
        assertThat(alone.changes()).hasSize(60).allMatch(PageChange.Update.class::isInstance);

        List<Runnable> late = new ArrayList<>();
        space.threads = late::add;
        space.push(pages("z"));
        assertThat(late).hasSize(1);
        assertThatCode(late.get(0)::run).doesNotThrowAnyException();

        space.threads = Runnable::run;
        space.push(pages("a"));
        // More text than the planner keeps in memory.
        space.push(pages("b".repeat(190_000)));
        space.push(pages("c"));

        List<Thread> begun = new ArrayList<>();
        space.threads = work -> {
            begun.add(new Thread(work));
            begun.get(begun.size() - 1).start();
        };
        for (int i = 0; i < 20; i++) {
            space.push(pages("d" + i));
        }
        for (Thread thread : begun) {
            thread.join();
        }
        assertThat(begun).hasSize(20);
    }

    @Test
    void readsFewOldPagesWithoutAnotherThread() throws Exception {
        space.threads = work -> {
            throw new AssertionError("not worth it");
        };
        space.push(Map.of("A.md", "a\n", "B.md", "b\n"));
        assertThat(space.push(Map.of("A.md", "aa\n", "B.md", "bb\n")).changes()).hasSize(2);
    }

    private static Map<String, String> pages(String text) {
        Map<String, String> pages = new TreeMap<>();
        for (int i = 0; i < 60; i++) {
            pages.put("Page " + i + ".md", text + i + "\n");
        }
        return pages;
    }

    @Test
    void restoresAPageThatReturns() throws Exception {
        space.push(Map.of("A.md", "a\n", "B.md", "b\n"));
        PageId a = space.at("A");
        space.push(Map.of("B.md", "b\n"));

        PushPlan plan = space.push(Map.of("A.md", "again\n", "B.md", "b\n"));

        assertThat(plan.receipt()).containsExactly(new PushedPage(a, Action.RESTORED, "A.md"));
        assertThat(space.at("A")).isEqualTo(a);
    }

    @Test
    void restoresAPageWhereAFileHasItsId() throws Exception {
        space.push(Map.of("A.md", "a\n", "B.md", "b\n"));
        PageId a = space.at("A");
        space.push(Map.of("B.md", "b\n"));

        space.push(Map.of("Else.md", "---\npage-id: " + a + "\n---\n", "B.md", "b\n"));

        assertThat(space.at("Else")).isEqualTo(a);
    }

    @Test
    void createsAPageThatTheTrashHasLost() throws Exception {
        space.push(Map.of("A.md", "a\n", "B.md", "b\n"));
        PageId a = space.at("A");
        space.push(Map.of("B.md", "b\n"));
        space.notInTrash.add(a);

        PushPlan plan = space.push(Map.of("A.md", "again\n", "B.md", "b\n"));

        assertThat(plan.receipt()).containsExactly(new PushedPage(space.at("A"), Action.CREATED, "A.md"));
        assertThat(space.at("A")).isNotEqualTo(a);
    }

    @Test
    void restoresAFolderPage() throws Exception {
        space.push(Map.of("x/A.md", "a\n", "B.md", "b\n"));
        PageId folder = space.at("x");
        space.push(Map.of("B.md", "b\n"));

        space.push(Map.of("x/A.md", "a\n", "B.md", "b\n"));

        assertThat(space.at("x")).isEqualTo(folder);
    }

    @Test
    void keepsANestedMovedFolderWhole() throws Exception {
        space.push(Map.of("a/b/c/D.md", "d\n", "a/b/E.md", "e\n", "K.md", "k\n"));
        Map<String, PageId> pages = space.pages();

        PushPlan plan = space.push(Map.of("K/z/b/c/D.md", "d\n", "K/z/b/E.md", "e\n", "K.md", "k\n"));

        assertThat(plan.changes()).hasSize(1);
        assertThat(space.at("K/z")).isEqualTo(pages.get("a"));
        assertThat(space.at("K/z/b/c")).isEqualTo(pages.get("a/b/c"));
    }

    @Test
    void movesTheFolderPageOfASplitFolderToWhereMostPagesAre() throws Exception {
        space.push(Map.of("m/1.md", "one\n", "m/2.md", "two\n", "m/3.md", "three\n", "m/4.md", "four\n"));
        PageId folder = space.at("m");

        space.push(Map.of("a/1.md", "one\n", "z/2.md", "two\n", "z/3.md", "three\n", "z/4.md", "four\n"));

        assertThat(space.at("z")).isEqualTo(folder);
        assertThat(space.at("a")).isNotEqualTo(folder);
    }

    @Test
    void renamesAFolderPageWithItsFolder() throws Exception {
        space.push(Map.of("old/A.md", "a\n"));
        space.push(Map.of("new/A.md", "a\n"));
        assertThat(space.content(space.at("new")).title()).isEqualTo("new");
        assertThat(space.content(space.at("new")).text()).isNull();
    }

    @Test
    void keepsTheTitleOfAPageThatLosesOnlyItsFile() throws Exception {
        space.push(Map.of("a.md", "---\ntitle: Long title\n---\n", "a/B.md", "b\n"));
        PageId a = space.at("a");

        space.push(Map.of("a/B.md", "b\n"));

        assertThat(space.content(a).title()).isEqualTo("Long title");
    }

    @Test
    void refusesFilesThatAreTooBig() throws Exception {
        space.limits = PlannedSpace.sizes(5, 7);
        assertProblems(
                Map.of("A.md", "123456", "B.md", "12345", "a.txt", "12345678", "b.txt", "1234567"),
                "A.md has 6 bytes; this server accepts up to 5",
                "a.txt has 8 bytes; this server accepts up to 7");
    }

    @Test
    void refusesAChangedFileThatIsTooBig() throws Exception {
        space.limits = PlannedSpace.sizes(5, 7);
        space.push(Map.of("A.md", "1"));
        assertProblems(Map.of("A.md", "123456"), "A.md has 6 bytes; this server accepts up to 5");
    }

    @Test
    void refusesPathsThatAreTooLongOrTooDeep() throws Exception {
        space.limits = new ProposalLimits(100, 100, 3, 12, 10_000, 100, KeptLinks.NONE);
        space.push(Map.of("a/b/34567.md", "", "a/b/c.txt", ""));
        assertProblems(Map.of("é/b/34567.md", "", "a/b/c.txt", ""), "é/b/34567.md is longer than 12 bytes");
        assertProblems(Map.of("a/b/c/d.md", ""), "a/b/c is deeper than 3 folders");
    }

    @Test
    void refusesNamesThatSomeFileSystemsTreatAsEqual() throws Exception {
        assertProblems(
                Map.of("x/a.md", "1", "x/A.md", "2"),
                "x/A.md and x/a.md differ only in case. Rename one of them and push again.");
        assertProblems(
                Map.of("é/b/C.md", "1", "e\u0301/b/D.md", "2"),
                "e\u0301/ and é/ differ only in Unicode form (U+0065 U+0301 in the first, U+00E9 in the second)."
                        + " Rename one of them and push again.");
    }

    @Test
    void explainsACollisionOfNamesThatDifferOnlyInTheExtension() throws Exception {
        assertProblems(
                Map.of("A.md", "1", "a.MD/x.md", "2"),
                "A.md and a.MD/ differ only in case. Rename one of them and push again.");
        assertProblems(
                Map.of("A.md", "1", "A.MD/x.md", "2"),
                "A.MD/ and A.md differ only in case. Rename one of them and push again.");
    }

    @Test
    void advisesAboutInvalidNames() throws Exception {
        assertProblems(
                Map.of("nul.md", "1"),
                "nul.md has a name that not every computer can store (nul.md). Rename it and push again.");
        assertProblems(
                Map.of(" .md", "1"), " .md has no title. Rename the file, or write a title into it, and push again.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "\\u0000"  | a NUL character (U+0000)
            "a\\0b"    | a NUL character (U+0000)
            "\\ud800"  | half of a Unicode character (U+D800)
            "\\udc00x" | half of a Unicode character (U+DC00)
            """, quoteCharacter = '`')
    void refusesATitleThatNoWikiCanStore(String title, String what) throws Exception {
        String sentence = "A.md has a title that holds " + what + ". Write another title and push again.";
        assertProblems(Map.of("A.md", "---\ntitle: " + title + "\n---\n"), sentence);
    }

    @Test
    void refusesAnInvalidNameOfAMovedFolder() throws Exception {
        space.push(Map.of("a/B.md", "b\n", "a/C.md", "c\n"));
        assertProblems(
                Map.of("con/B.md", "b\n", "con/C.md", "c\n"),
                "con has a name that not every computer can store (con). Rename it and push again.");
    }

    @Test
    void refusesModesThatAWikiCannotStore() throws Exception {
        assertThatThrownBy(() -> space.plan(space.entry("link.md", FileMode.SYMLINK)))
                .asInstanceOf(type(ProposalException.class))
                .satisfies(refused -> assertThat(refused.shownProblems())
                        .containsExactly("link.md is a symbolic link; this wiki does not accept symbolic links"));
        assertThatThrownBy(() -> space.plan(space.entry("sub", FileMode.GITLINK)))
                .asInstanceOf(type(ProposalException.class))
                .satisfies(refused -> assertThat(refused.shownProblems())
                        .containsExactly("sub is a submodule; this wiki does not accept submodules"));
        assertThatThrownBy(() -> space.plan(space.entry("lost.md", FileMode.REGULAR_FILE)))
                .asInstanceOf(type(ProposalException.class))
                .satisfies(refused ->
                        assertThat(refused.shownProblems()).containsExactly("lost.md is missing from the push"));
        assertThat(space.plan(space.entry("run.md", FileMode.EXECUTABLE_FILE, "x"))
                        .changes())
                .hasSize(1);
    }

    @Test
    void refusesConflictMarkersInNewAndChangedPages() throws Exception {
        space.push(Map.of("A.md", "a\n"));
        String problem = " still holds conflict markers (<<<<<<<, =======, >>>>>>>);"
                + " resolve the conflict, or indent them if they belong to the text";
        assertProblems(Map.of("A.md", CONFLICT, "B.md", CONFLICT), "B.md" + problem, "A.md" + problem);
        assertProblems(Map.of("A.md", CONFLICT.replace("\n", "\r\n")), "A.md" + problem);
    }

    @Test
    void acceptsTextThatResemblesAConflict() throws Exception {
        space.push(Map.of(
                "Indented.md",
                CONFLICT.indent(4),
                "Heading.md",
                "Heading\n=======\n",
                "Half.md",
                "<<<<<<< HEAD\nmine\n",
                "Order.md",
                ">>>>>>> b\n=======\n<<<<<<< HEAD\n",
                "a.txt",
                CONFLICT));
    }

    @Test
    void looksForConflictsInHugeTextsWithoutStackOrPatience() throws Exception {
        space.limits = PlannedSpace.sizes(10_000_000, 10_000_000);
        String lines = "line\n".repeat(200_000);
        space.push(Map.of("A.md", "<<<<<<< HEAD\n" + lines, "B.md", "<<<<<<< HEAD\n".repeat(100_000)));
        assertThatThrownBy(
                        () -> space.plan(Map.of("A.md", "<<<<<<< a\n" + lines + "=======\n" + lines + ">>>>>>> b\n")))
                .isInstanceOf(ProposalException.class);
    }

    @Test
    void showsTheFirstProblemsAndCountsTheRest() {
        Map<String, String> bad = new TreeMap<>();
        for (int i = 10; i < 31; i++) {
            bad.put("x" + i + "?.md", "");
        }
        assertThatThrownBy(() -> space.plan(bad))
                .asInstanceOf(type(ProposalException.class))
                .satisfies(refused ->
                        assertThat(refused.shownProblems()).hasSize(21).endsWith("… and 1 more"));
        assertThat(ProposalException.shown(List.copyOf(bad.keySet()).subList(0, 20)))
                .hasSize(20);
    }

    @Test
    void showsPathsWithoutControlCharacters() {
        assertThat(Paths.shown("a\u001b[1mb\n")).isEqualTo("a?[1mb?");
        assertThat(Paths.shown("x".repeat(200))).isEqualTo("x".repeat(200));
        assertThat(Paths.shown("x".repeat(201))).isEqualTo("x".repeat(200) + "…");
    }

    @Test
    void movesChildrenOfAPageThatChangedItsFolderInSeparateSteps() throws Exception {
        space.push(Map.of("A.md", "text of a\n", "A/B.md", "b\n", "A/C/D.md", "d\n"));
        PageId a = space.at("A");
        Map<String, PageId> pages = space.pages();

        PushPlan plan = space.push(Map.of("X.md", "text of a\n", "A/B.md", "b\n", "A/C/D.md", "d\n"));

        assertThat(space.at("X")).isEqualTo(a);
        PageId folder = space.at("A");
        assertThat(space.content(space.at("A/B")).parent()).isEqualTo(folder);
        assertThat(space.at("A/C")).isEqualTo(pages.get("A/C"));
        assertThat(plan.changes().stream().map(PageChange::id).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(a, folder, pages.get("A/B"), pages.get("A/C"));
    }

    private void assertProblems(Map<String, String> files, String... problems) {
        assertThatThrownBy(() -> space.plan(files))
                .asInstanceOf(type(ProposalException.class))
                .satisfies(refused -> assertThat(refused.shownProblems()).containsExactly(problems));
    }
}
