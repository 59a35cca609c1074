package dev.gitsync.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which page a file is that turned up elsewhere, rule by rule; each rule against the next one. */
final class IdentityTest {
    private static final String LONG = "# Installation\n\nFirst fetch the archive.\nThen unpack it.\nThen run it.\n";

    private final PlannedSpace space;

    IdentityTest() throws Exception {
        space = new PlannedSpace();
    }

    @Test
    void theIdInTheFrontMatterBeatsTheBlob() throws Exception {
        space.push(Map.of("A.md", "same a\n", "B.md", "same b\n"));
        PageId a = space.at("A");
        PageId b = space.at("B");

        space.push(Map.of("C.md", "---\npage-id: " + a + "\n---\nsame b\n", "D.md", "same a\n"));

        assertThat(space.at("C")).isEqualTo(a);
        assertThat(space.at("D")).isNotIn(a, b);
    }

    @Test
    void twoFilesCanNotBeTheOneThatBothClaimToBe() throws Exception {
        space.push(Map.of("A.md", "a\n"));
        PageId a = space.at("A");
        String claim = "---\npage-id: " + a + "\n---\n";

        space.push(Map.of("C.md", claim, "D.md", claim + "more\n"));

        assertThat(space.at("C")).isEqualTo(a);
        assertThat(space.at("D")).isNotEqualTo(a);
    }

    @Test
    void ofEqualBlobsTheSameNameGoesFirst() throws Exception {
        space.push(Map.of("x/A.md", "same\n", "x/B.md", "same\n", "Keep.md", "k\n"));
        PageId a = space.at("x/A");
        PageId b = space.at("x/B");

        space.push(Map.of("y/B.md", "same\n", "z/A.md", "same\n", "Keep.md", "k\n"));

        assertThat(space.at("z/A")).isEqualTo(a);
        assertThat(space.at("y/B")).isEqualTo(b);
    }

    @Test
    void ofEqualBlobsTheSameFolderGoesBeforeAnother() throws Exception {
        space.push(Map.of("a/One.md", "same\n", "b/Two.md", "same\n", "a/K.md", "1", "b/K.md", "2"));
        PageId one = space.at("a/One");
        PageId two = space.at("b/Two");

        space.push(Map.of("b/Four.md", "same\n", "a/K.md", "1", "b/K.md", "2", "a/Three.md", "same\n"));

        assertThat(space.at("a/Three")).isEqualTo(one);
        assertThat(space.at("b/Four")).isEqualTo(two);
    }

    @Test
    void theSameBlobBeatsTheSameName() throws Exception {
        space.push(Map.of("a/One.md", "first\n", "a/Two.md", "second\n", "K.md", "k"));
        PageId one = space.at("a/One");

        space.push(Map.of("b/Two.md", "first\n", "K.md", "k"));

        assertThat(space.at("b/Two")).isEqualTo(one);
    }

    @Test
    void emptyFilesAreNotTakenForEachOther() throws Exception {
        space.push(Map.of("One.md", "", "K.md", "k"));
        PageId one = space.at("One");

        space.push(Map.of("Two.md", "", "K.md", "k"));

        assertThat(space.at("Two")).isNotEqualTo(one);
    }

    @Test
    void aRewrittenFileInAFolderThatMovedIsFoundByItsPlace() throws Exception {
        space.push(Map.of("old/A.md", "a\n", "old/B.md", "b\n", "old/deep/C.md", LONG, "else/C.md", LONG + "x\n"));
        PageId deep = space.at("old/deep/C");

        space.push(Map.of("new/A.md", "a\n", "new/B.md", "b\n", "new/deep/C.md", "rewritten\n", "X.md", LONG + "y\n"));

        assertThat(space.at("new/deep/C")).isEqualTo(deep);
    }

    @Test
    void mostPagesSayWhereTheirFolderWent() throws Exception {
        space.push(Map.of("old/A.md", "a\n", "old/B.md", "b\n", "old/C.md", "c\n", "old/D.md", "d\n"));
        PageId d = space.at("old/D");

        space.push(Map.of("x/A.md", "a\n", "y/B.md", "b\n", "y/C.md", "c\n", "x/D.md", "no\n", "y/D.md", "zero\n"));

        assertThat(space.at("y/D")).isEqualTo(d);
    }

    @Test
    void thePageOfAFolderThatMovedWholeIsFoundThoughItWasRewritten() throws Exception {
        space.push(Map.of("Old.md", "old words\n", "Old/A.md", "a\n", "Old/B.md", "b\n"));
        PageId page = space.at("Old");

        space.push(Map.of("New.md", "new text, all of it\n", "New/A.md", "a\n", "New/B.md", "b\n"));

        assertThat(space.at("New")).isEqualTo(page);
    }

    @Test
    void theMostSimilarFileGoesFirst() throws Exception {
        space.push(Map.of("One.md", LONG, "Two.md", LONG + "A line.\nAnother line.\n"));
        PageId one = space.at("One");
        PageId two = space.at("Two");

        space.push(Map.of("A.md", LONG + "A line.\nAnother line.\nThird\n", "B.md", LONG + "x\n"));

        assertThat(space.at("A")).isEqualTo(two);
        assertThat(space.at("B")).isEqualTo(one);
    }

    @Test
    void halfTheContentIsSimilarAndLessIsNot() throws Exception {
        space.push(Map.of("Half.md", "aaaa\nbbbb\n", "Third.md", "cccc\ndddd\neeee\n"));
        PageId half = space.at("Half");
        PageId third = space.at("Third");

        space.push(Map.of("A.md", "aaaa\nxxxx\n", "B.md", "cccc\nyyyy\nzzzz\n"));

        assertThat(space.at("A")).isEqualTo(half);
        assertThat(space.at("B")).isNotEqualTo(third);
    }

    @Test
    void theSameNameElsewhereIsTheLastResort() throws Exception {
        space.push(Map.of("x/Notes.md", "old words\n", "x/K.md", "k\n"));
        PageId notes = space.at("x/Notes");

        space.push(Map.of("y/Notes.md", "entirely different\n", "x/K.md", "k\n"));

        assertThat(space.at("y/Notes")).isEqualTo(notes);
    }

    @Test
    void tooManyPairsAreNotCompared() throws Exception {
        Map<String, String> before = new TreeMap<>();
        Map<String, String> after = new TreeMap<>();
        for (int i = 0; i < 142; i++) {
            before.put("Old" + i + ".md", "words " + i + "\nof the page\nand more\nof it\n");
            after.put("New" + i + ".md", "words " + i + "\nof the page\nand more\nof them\n");
        }
        space.push(before);
        assertThat(space.push(after).removed()).hasSize(142);

        PlannedSpace smaller = new PlannedSpace();
        before.remove("Old0.md");
        before.remove("Old1.md");
        smaller.push(before);
        assertThat(smaller.push(after).removed()).isEmpty();
    }
}
