package dev.gitsync.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.model.PageId;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Tests rule by rule which page a moved file belongs to; each rule is tested against the next one. */
final class IdentityTest {
    private static final String LONG = "# Installation\n\nFirst fetch the archive.\nThen unpack it.\nThen run it.\n";

    private final PlannedSpace space;

    IdentityTest() throws Exception {
        space = new PlannedSpace();
    }

    @Test
    void prefersTheIdInTheFrontMatterToTheBlob() throws Exception {
        space.push(Map.of("A.md", "same a\n", "B.md", "same b\n"));
        PageId a = space.at("A");
        PageId b = space.at("B");

        space.push(Map.of("C.md", "---\npage-id: " + a + "\n---\nsame b\n", "D.md", "same a\n"));

        assertThat(space.at("C")).isEqualTo(a);
        assertThat(space.at("D")).isNotIn(a, b);
    }

    @Test
    void matchesNeitherOfTwoFilesWithOneId() throws Exception {
        space.push(Map.of("A.md", "a\n"));
        PageId a = space.at("A");
        String claim = "---\npage-id: " + a + "\n---\n";

        space.push(Map.of("C.md", claim, "D.md", claim + "more\n"));

        assertThat(space.at("C")).isEqualTo(a);
        assertThat(space.at("D")).isNotEqualTo(a);
    }

    @Test
    void prefersTheSameNameAmongEqualBlobs() throws Exception {
        space.push(Map.of("x/A.md", "same\n", "x/B.md", "same\n", "Keep.md", "k\n"));
        PageId a = space.at("x/A");
        PageId b = space.at("x/B");

        space.push(Map.of("y/B.md", "same\n", "z/A.md", "same\n", "Keep.md", "k\n"));

        assertThat(space.at("z/A")).isEqualTo(a);
        assertThat(space.at("y/B")).isEqualTo(b);
    }

    @Test
    void prefersTheSameFolderAmongEqualBlobs() throws Exception {
        space.push(Map.of("a/One.md", "same\n", "b/Two.md", "same\n", "a/K.md", "1", "b/K.md", "2"));
        PageId one = space.at("a/One");
        PageId two = space.at("b/Two");

        space.push(Map.of("b/Four.md", "same\n", "a/K.md", "1", "b/K.md", "2", "a/Three.md", "same\n"));

        assertThat(space.at("a/Three")).isEqualTo(one);
        assertThat(space.at("b/Four")).isEqualTo(two);
    }

    @Test
    void prefersTheSameBlobToTheSameName() throws Exception {
        space.push(Map.of("a/One.md", "first\n", "a/Two.md", "second\n", "K.md", "k"));
        PageId one = space.at("a/One");

        space.push(Map.of("b/Two.md", "first\n", "K.md", "k"));

        assertThat(space.at("b/Two")).isEqualTo(one);
    }

    /** Faults H5. */
    @Test
    void matchesTheOnlyPairOfEmptyFiles() throws Exception {
        space.push(Map.of("One.md", "", "K.md", "k"));
        PageId one = space.at("One");

        space.push(Map.of("Two.md", "", "K.md", "k"));

        assertThat(space.at("Two")).isEqualTo(one);
    }

    @Test
    void matchesNoneOfSeveralEmptyFiles() throws Exception {
        space.push(Map.of("One.md", "", "Two.md", "", "K.md", "k"));
        Set<PageId> before = Set.of(space.at("One"), space.at("Two"));

        space.push(Map.of("Three.md", "", "K.md", "k"));

        assertThat(space.at("Three")).isNotIn(before);
    }

    /** Faults H5: the blob of B went to A, and comes back to B. */
    @Test
    void movesAPageBackThatReplacedAnother() throws Exception {
        space.push(Map.of("A.md", "text of a\n", "B.md", "words of b\n", "K.md", "k"));
        PageId a = space.at("A");
        PageId b = space.at("B");
        space.push(Map.of("A.md", "words of b\n", "K.md", "k"));
        assertThat(space.at("A")).isEqualTo(b);

        space.push(Map.of("A.md", "text of a\n", "B.md", "words of b\n", "K.md", "k"));

        assertThat(space.at("A")).isEqualTo(a);
        assertThat(space.at("B")).isEqualTo(b);
    }

    /** Faults H3, H5: the file at the old path has nothing in common with the page that moved. */
    @Test
    void followsTheTextOfAPageThatLeftAStub() throws Exception {
        space.push(Map.of("A.md", LONG, "K.md", "k"));
        PageId a = space.at("A");

        space.push(Map.of("A2.md", LONG, "A.md", "This page has moved to A2.\n", "K.md", "k"));

        assertThat(space.at("A2")).isEqualTo(a);
        assertThat(space.at("A")).isNotEqualTo(a);
    }

    @Test
    void createsANewPageForACopyOfAnEditedPage() throws Exception {
        space.push(Map.of("A.md", LONG, "K.md", "k"));
        PageId a = space.at("A");

        space.push(Map.of("Archive.md", LONG, "A.md", LONG + "Then enjoy it.\n", "K.md", "k"));

        assertThat(space.at("A")).isEqualTo(a);
        assertThat(space.at("Archive")).isNotEqualTo(a);
    }

    @Test
    void followsPagesThatMadeRoomForEachOther() throws Exception {
        space.push(Map.of("A.md", "text of a\n", "B.md", "words of b\n"));
        PageId a = space.at("A");
        PageId b = space.at("B");

        space.push(Map.of("A.md", "a stub\n", "B.md", "text of a\n", "C.md", "words of b\n"));

        assertThat(space.at("B")).isEqualTo(a);
        assertThat(space.at("C")).isEqualTo(b);
        assertThat(space.at("A")).isNotIn(a, b);
    }

    @Test
    void matchesARewrittenFileInAMovedFolderByItsPlace() throws Exception {
        space.push(Map.of("old/A.md", "a\n", "old/B.md", "b\n", "old/deep/C.md", LONG, "else/C.md", LONG + "x\n"));
        PageId deep = space.at("old/deep/C");

        space.push(Map.of("new/A.md", "a\n", "new/B.md", "b\n", "new/deep/C.md", "rewritten\n", "X.md", LONG + "y\n"));

        assertThat(space.at("new/deep/C")).isEqualTo(deep);
    }

    @Test
    void followsAFolderToWhereMostOfItsPagesAre() throws Exception {
        space.push(Map.of("old/A.md", "a\n", "old/B.md", "b\n", "old/C.md", "c\n", "old/D.md", "d\n"));
        PageId d = space.at("old/D");

        space.push(Map.of("x/A.md", "a\n", "y/B.md", "b\n", "y/C.md", "c\n", "x/D.md", "no\n", "y/D.md", "zero\n"));

        assertThat(space.at("y/D")).isEqualTo(d);
    }

    @Test
    void matchesTheRewrittenPageOfAFolderThatMovedWhole() throws Exception {
        space.push(Map.of("Old.md", "old words\n", "Old/A.md", "a\n", "Old/B.md", "b\n"));
        PageId page = space.at("Old");

        space.push(Map.of("New.md", "new text, all of it\n", "New/A.md", "a\n", "New/B.md", "b\n"));

        assertThat(space.at("New")).isEqualTo(page);
    }

    @Test
    void prefersTheMostSimilarFile() throws Exception {
        space.push(Map.of("One.md", LONG, "Two.md", LONG + "A line.\nAnother line.\n"));
        PageId one = space.at("One");
        PageId two = space.at("Two");

        space.push(Map.of("A.md", LONG + "A line.\nAnother line.\nThird\n", "B.md", LONG + "x\n"));

        assertThat(space.at("A")).isEqualTo(two);
        assertThat(space.at("B")).isEqualTo(one);
    }

    @Test
    void requiresHalfOfTheContentInCommon() throws Exception {
        space.push(Map.of("Half.md", "aaaa\nbbbb\n", "Third.md", "cccc\ndddd\neeee\n"));
        PageId half = space.at("Half");
        PageId third = space.at("Third");

        space.push(Map.of("A.md", "aaaa\nxxxx\n", "B.md", "cccc\nyyyy\nzzzz\n"));

        assertThat(space.at("A")).isEqualTo(half);
        assertThat(space.at("B")).isNotEqualTo(third);
    }

    @Test
    void matchesTheSameNameInAnotherFolderLast() throws Exception {
        space.push(Map.of("x/Notes.md", "old words\n", "x/K.md", "k\n"));
        PageId notes = space.at("x/Notes");

        space.push(Map.of("y/Notes.md", "entirely different\n", "x/K.md", "k\n"));

        assertThat(space.at("y/Notes")).isEqualTo(notes);
    }

    /** Faults H4. */
    @Test
    void keepsPagesOfManyRenamedAndEditedFiles() throws Exception {
        Map<String, String> before = new TreeMap<>();
        Map<String, String> after = new TreeMap<>();
        for (int i = 0; i < 400; i++) {
            String text = "# Chapter\n\nThe license.\nwords " + i + "\nof the page\nand more " + i * i + "\n";
            before.put("Old" + i + ".md", text + "of it\n");
            after.put("New" + (i * 7919) % 400 + ".md", text + "of them\n");
        }
        space.push(before);
        Map<String, PageId> pages = space.pages();

        assertThat(space.push(after).removed()).isEmpty();
        for (int i = 0; i < 400; i++) {
            assertThat(space.at("New" + (i * 7919) % 400)).isEqualTo(pages.get("Old" + i));
        }
    }

    /** Faults H4: no line distinguishes the files, so the order of their paths decides. */
    @Test
    void keepsPagesOfManyFilesFromOneTemplate() throws Exception {
        Map<String, String> before = new TreeMap<>();
        Map<String, String> after = new TreeMap<>();
        for (int i = 100; i < 400; i++) {
            before.put("Old" + i + ".md", "# Template\nfill in\nthis and\nthat\n" + i + "\n");
            after.put("New" + i + ".md", "# Template\nfill in\nthis and\nthat\n" + 2 * i + " edited\n");
        }
        space.push(before);

        assertThat(space.push(after).removed()).isEmpty();
    }

    /** Faults H4: the search reports where it stopped. */
    @Test
    void countsFilesThatCouldNotBeComparedByContent() throws Exception {
        space.limits = PlannedSpace.sizes(4 << 20, 4 << 20);
        String big = "a line of a long text\n".repeat(60_000);
        space.push(Map.of("Big.md", big, "K.md", "k"));
        PageId page = space.at("Big");

        PushPlan plan = space.push(Map.of("Large.md", big + "and more\n", "K.md", "k"));

        assertThat(space.at("Large")).isNotEqualTo(page);
        assertThat(plan.notes()).first().asString().contains("could not be compared by content", "their number: 1.");
    }

    /** Faults H3. */
    @Test
    void keepsThePageOfAFileThatIsRenamedAndThenRewritten() throws Exception {
        space.push(Map.of("Guide.md", LONG, "K.md", "k"));
        PageId guide = space.at("Guide");

        space.pushCommits(
                Map.of("Handbook.md", LONG, "K.md", "k"), Map.of("Handbook.md", "all other words\n", "K.md", "k"));

        assertThat(space.at("Handbook")).isEqualTo(guide);
    }

    /** Faults H3. */
    @Test
    void createsANewPageForAStubOfALaterCommit() throws Exception {
        space.push(Map.of("A.md", LONG, "K.md", "k"));
        PageId a = space.at("A");

        space.pushCommits(
                Map.of("A2.md", LONG, "K.md", "k"),
                Map.of("A2.md", "rewritten since\n", "A.md", "see A2\n", "K.md", "k"));

        assertThat(space.at("A2")).isEqualTo(a);
        assertThat(space.at("A")).isNotEqualTo(a);
    }

    @Test
    void followsAPageThroughManyMovesAndEdits() throws Exception {
        space.push(Map.of("a/One.md", LONG, "a/b/Two.md", "two\n", "K.md", "k"));
        PageId one = space.at("a/One");
        PageId two = space.at("a/b/Two");
        PageId folder = space.at("a/b");

        space.pushCommits(
                Map.of("c/One.md", LONG, "c/b/Two.md", "two\n", "K.md", "k"),
                Map.of("c/One.md", "1\n2\n", "c/b/Two.md", "zwei\n", "K.md", "k"),
                Map.of("d/Eins.md", "1\n2\n", "d/x/b/Two.md", "zwei\n", "K.md", "k"),
                Map.of("d/Eins.md", "1\n2\n3\n", "d/x/b/Two.md", "deux\n", "K.md", "k"),
                Map.of("Eins.md", "1\n2\n3\n", "d/x/b/Deux.md", "deux\n", "K.md", "k"),
                Map.of("Eins.md", "une\n", "d/x/b/Deux.md", "deux et\n", "K.md", "k"));

        assertThat(space.at("Eins")).isEqualTo(one);
        assertThat(space.at("d/x/b/Deux")).isEqualTo(two);
        assertThat(space.at("d/x/b")).isEqualTo(folder);
    }

    @Test
    void swapsPagesThatCommitsSwappedAndEdited() throws Exception {
        space.push(Map.of("A.md", "text of a\n", "B.md", "words of b\n"));
        PageId a = space.at("A");
        PageId b = space.at("B");

        space.pushCommits(
                Map.of("A.md", "words of b\n", "B.md", "text of a\n"),
                Map.of("A.md", "new at one\n", "B.md", "new at two\n"));

        assertThat(space.at("A")).isEqualTo(b);
        assertThat(space.at("B")).isEqualTo(a);
    }

    @Test
    void keepsAnEditedPageAlthoughItsFirstTextIsElsewhere() throws Exception {
        space.push(Map.of("A.md", LONG, "K.md", "k"));
        PageId a = space.at("A");

        space.pushCommits(
                Map.of("A.md", LONG, "Old.md", LONG, "K.md", "k"),
                Map.of("A.md", "all other words\n", "Old.md", LONG, "K.md", "k"));

        assertThat(space.at("A")).isEqualTo(a);
    }

    @Test
    void findsAPageThatOneCommitDeletesAndALaterOneRestoresElsewhere() throws Exception {
        space.push(Map.of("A.md", LONG, "K.md", "k"));
        PageId a = space.at("A");

        space.pushCommits(Map.of("K.md", "k"), Map.of("B.md", LONG, "K.md", "k"));

        assertThat(space.at("B")).isEqualTo(a);
    }

    /** Faults G2. */
    @Test
    void acceptsARenameAndEditOfAPageAboutConflictMarkers() throws Exception {
        String page = "# Conflicts\nGit writes\n<<<<<<< HEAD\nmine\n=======\ntheirs\n>>>>>>> branch\nand stops.\n";
        space.push(Map.of("Conflicts.md", "to be written\n", "K.md", "k"));
        space.edit(Map.of("Conflicts.md", page, "K.md", "k"));
        PageId id = space.at("Conflicts");

        space.push(Map.of("Conflicts.md", page.replace("stops", "waits"), "K.md", "k"));
        space.push(Map.of("Help.md", page.replace("stops", "halts"), "K.md", "k"));

        assertThat(space.at("Help")).isEqualTo(id);
        assertThatThrownBy(() -> space.plan(Map.of("Help.md", page + page, "K.md", "k")))
                .isInstanceOf(ProposalException.class);
        assertThatThrownBy(() -> space.plan(Map.of("Help.md", page, "K.md", "k", "Copy.md", page + "x")))
                .isInstanceOf(ProposalException.class);
    }
}
