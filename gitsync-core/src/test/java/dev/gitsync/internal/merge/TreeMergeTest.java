package dev.gitsync.internal.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.merge.Merging.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Law 9: a merge contains the changes of both sides, or reports a conflict. */
class TreeMergeTest {
    private static final List<String> NAMES = List.of("x", "y");
    private static final List<String> TEXTS = List.of("", "1", "2");

    private final Merging merging = new Merging();

    /** Two files, each absent or with one of two texts on each of three sides. */
    @ParameterizedTest
    @EnumSource
    void mergesEveryCombinationOfTwoFilesInTheTopFolder(Preference preference) {
        List<Map<String, String>> trees = trees();
        for (Map<String, String> base : trees) {
            for (Map<String, String> ours : trees) {
                for (Map<String, String> theirs : trees) {
                    assertMergedAsExpected(preference, base, ours, theirs);
                }
            }
        }
    }

    private void assertMergedAsExpected(
            Preference preference, Map<String, String> base, Map<String, String> ours, Map<String, String> theirs) {
        Map<String, String> merged = new TreeMap<>();
        List<String> conflicts = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        boolean hasNews = false;
        for (String name : NAMES) {
            String old = base.get(name);
            String one = ours.get(name);
            String other = theirs.get(name);
            String chosen = one;
            if (Objects.equals(one, other)) {
                if (one == null && old != null) {
                    gone.add(name);
                }
            } else if (Objects.equals(old, one) || Objects.equals(old, other)) {
                chosen = Objects.equals(old, one) ? other : one;
                hasNews |= old == null;
            } else {
                conflicts.add(name);
                chosen = switch (preference) {
                    case OURS -> one;
                    case THEIRS -> other;
                    case SURVIVOR -> one == null ? other : one;
                };
            }
            if (chosen != null) {
                merged.put(name, chosen);
            }
        }
        if (hasNews && !ours.equals(theirs)) {
            conflicts.addAll(gone);
        }
        Outcome outcome = merging.merge(preference, base, ours, theirs);
        String which = preference + ": " + base + ", " + ours + ", " + theirs;
        assertThat(outcome.files()).as(which).isEqualTo(merged);
        assertThat(outcome.paths()).as(which).containsExactlyInAnyOrderElementsOf(conflicts);
    }

    private static List<Map<String, String>> trees() {
        List<Map<String, String>> trees = new ArrayList<>();
        for (String x : TEXTS) {
            for (String y : TEXTS) {
                Map<String, String> tree = new TreeMap<>();
                if (!x.isEmpty()) {
                    tree.put("x", x);
                }
                if (!y.isEmpty()) {
                    tree.put("y", y);
                }
                trees.add(tree);
            }
        }
        return trees;
    }

    @Test
    void mergesFoldersNameByName() {
        Outcome outcome = merging.merge(
                Preference.OURS,
                Map.of("f/a", "1", "f/b", "1", "f/g/c", "1"),
                Map.of("f/a", "2", "f/b", "1", "f/g/c", "1", "f/ours", "o"),
                Map.of("f/a", "1", "f/g/c", "3", "f/g/theirs", "t"));

        assertThat(outcome.files()).isEqualTo(Map.of("f/a", "2", "f/ours", "o", "f/g/c", "3", "f/g/theirs", "t"));
        assertThat(outcome.conflicts()).isEmpty();
    }

    @Test
    void mergesNewFoldersOfBothSides() {
        Outcome outcome = merging.merge(
                Preference.OURS, Map.of("k", "k"), Map.of("k", "k", "f/a", "1"), Map.of("k", "k", "f/b", "2"));

        assertThat(outcome.files()).isEqualTo(Map.of("k", "k", "f/a", "1", "f/b", "2"));
        assertThat(outcome.conflicts()).isEmpty();
    }

    @Test
    void deletesAFolderThatOneSideDeletes() {
        Map<String, String> base = Map.of("k", "k", "f/a", "1");
        assertThat(merging.merge(Preference.OURS, base, Map.of("k", "k"), Map.of("k", "2", "f/a", "1"))
                        .files())
                .isEqualTo(Map.of("k", "2"));
        assertThat(merging.merge(Preference.OURS, base, Map.of("k", "2", "f/a", "1"), Map.of("k", "k"))
                        .files())
                .isEqualTo(Map.of("k", "2"));
    }

    @ParameterizedTest
    @EnumSource
    void reportsAConflictForANewFileInADeletedFolder(Preference preference) {
        Map<String, String> base = Map.of("k", "k", "f/g/a", "1");
        Map<String, String> taken = Map.of("k", "k");
        Map<String, String> added = Map.of("k", "k", "f/g/a", "1", "f/g/new", "n");

        Outcome theirs = merging.merge(preference, base, taken, added);
        assertThat(theirs.paths()).containsExactly("f/g/new");
        assertThat(theirs.conflicts().get(0).ours()).isNull();
        assertThat(theirs.conflicts().get(0).theirs()).isNotNull();
        assertThat(theirs.files()).isEqualTo(preference == Preference.OURS ? taken : Map.of("k", "k", "f/g/new", "n"));

        Outcome ours = merging.merge(preference, base, added, taken);
        assertThat(ours.paths()).containsExactly("f/g/new");
        assertThat(ours.files()).isEqualTo(preference == Preference.THEIRS ? taken : Map.of("k", "k", "f/g/new", "n"));
    }

    @Test
    void reportsAConflictForEachFileOfANewFolderInADeletedFolder() {
        Outcome outcome = merging.merge(
                Preference.SURVIVOR,
                Map.of("k", "k", "f/a", "1"),
                Map.of("k", "k"),
                Map.of("k", "k", "f/a", "1", "f/g/b", "2", "f/g/c", "3"));

        assertThat(outcome.paths()).containsExactly("f/g/b", "f/g/c");
    }

    @Test
    void reportsAConflictForAChangeInADeletedFolder() {
        Outcome outcome = merging.merge(
                Preference.SURVIVOR,
                Map.of("k", "k", "f/a", "1", "f/b", "1"),
                Map.of("k", "k"),
                Map.of("k", "k", "f/a", "2", "f/b", "1"));

        assertThat(outcome.paths()).containsExactly("f/a");
        assertThat(outcome.files()).isEqualTo(Map.of("k", "k", "f/a", "2"));
    }

    @Test
    void reportsAConflictForADeletionOnBothSidesWithANewCopy() {
        Map<String, String> base = Map.of("f/a", "text", "k", "k");
        assertThat(merging.merge(
                                Preference.OURS,
                                base,
                                Map.of("k", "k", "ours", "text"),
                                Map.of("k", "k", "theirs", "text"))
                        .paths())
                .containsExactly("f/a");
        assertThat(merging.merge(Preference.OURS, base, Map.of("k", "k"), Map.of("k", "2"))
                        .paths())
                .isEmpty();
    }

    @Test
    void reportsAFolderDeletedOnBothSidesFileByFile() {
        Map<String, String> base = Map.of("A/a1", "1", "A/a2", "2", "A/b/c", "3", "k", "k");
        Outcome outcome = merging.merge(
                Preference.OURS, base, Map.of("k", "k"), Map.of("k", "k", "B/a1", "1", "B/a2", "2", "B/b/c", "3"));
        assertThat(outcome.paths()).containsExactly("A/a1", "A/a2", "A/b/c");
    }

    @Test
    void treatsAChangedFolderOfOneSideAsNew() {
        Map<String, String> base = Map.of("a", "text", "f/k", "k");
        Outcome outcome = merging.merge(Preference.OURS, base, Map.of("f/k", "k", "f/a", "text"), Map.of("f/k", "k"));
        assertThat(outcome.paths()).containsExactly("a");
    }

    @Test
    void reportsAConflictForAFileAndAFolderOfOneName() {
        Outcome outcome = merging.merge(
                Preference.THEIRS,
                Map.of("k", "k", "x", "1"),
                Map.of("k", "k", "x", "2"),
                Map.of("k", "k", "x/y", "3"));

        assertThat(outcome.paths()).containsExactly("x");
        MergeConflict conflict = outcome.conflicts().get(0);
        assertThat(Objects.requireNonNull(conflict.ours()).mode()).isEqualTo(FileMode.REGULAR_FILE);
        assertThat(Objects.requireNonNull(conflict.theirs()).mode()).isEqualTo(FileMode.TREE);
        assertThat(outcome.files()).isEqualTo(Map.of("k", "k", "x/y", "3"));
    }

    @Test
    void mergesModeAndTextSeparately() {
        Outcome outcome = merging.merge(
                Preference.OURS,
                Map.of("a", "1", "b", "1", "c", "1"),
                Map.of("a", "#!1", "b", "2", "c", "2"),
                Map.of("a", "2", "b", "#!1", "c", "#!2"));

        assertThat(outcome.conflicts()).isEmpty();
        assertThat(outcome.files()).isEqualTo(Map.of("a", "#!2", "b", "#!2", "c", "#!2"));
    }

    @Test
    void neverMergesLinks() {
        Outcome outcome = merging.merge(
                Preference.OURS,
                Map.of("a", "->1", "b", "1", "c", "1"),
                Map.of("a", "->2", "b", "->2", "c", "2"),
                Map.of("a", "->3", "b", "3", "c", "->3"));

        assertThat(outcome.paths()).containsExactly("a", "b", "c");
    }

    @Test
    void opensNoFoldersBelowTheLimit() {
        Map<String, String> base = Map.of("a/b/c", "1");
        Map<String, String> ours = Map.of("a/b/c", "1", "a/b/ours", "1");
        Map<String, String> theirs = Map.of("a/b/c", "1", "a/b/theirs", "1");

        assertThat(merging.merge(Preference.OURS, 3, base, ours, theirs).paths())
                .isEmpty();
        assertThat(merging.merge(Preference.OURS, 2, base, ours, theirs).paths())
                .containsExactly("a/b");
        assertThat(merging.merge(Preference.OURS, 1, base, ours, theirs).paths())
                .containsExactly("a");
    }

    @Test
    void returnsAnEmptyTreeIfNothingIsLeft() {
        Outcome outcome =
                merging.merge(Preference.OURS, Map.of("a", "1", "b", "1"), Map.of("a", "1"), Map.of("b", "1"));
        assertThat(outcome.files()).isEmpty();
        assertThat(outcome.conflicts()).isEmpty();
    }

    @Test
    void mergesTheModeAlthoughTheTextIsAConflict() {
        Map<String, String> base = Map.of("a", "1", "b", "1");
        Map<String, String> ours = Map.of("a", "#!2", "b", "2");
        Map<String, String> theirs = Map.of("a", "3", "b", "#!3");

        Outcome outcome = merging.merge(Preference.THEIRS, base, ours, theirs);
        assertThat(outcome.paths()).containsExactly("a", "b");
        assertThat(outcome.files()).isEqualTo(Map.of("a", "#!3", "b", "#!3"));
        assertThat(merging.merge(Preference.OURS, base, ours, theirs).files())
                .isEqualTo(Map.of("a", "#!2", "b", "#!2"));
    }

    @Test
    void keepsTheModeOfALinkInPlaceOfAFile() {
        Outcome outcome = merging.merge(Preference.THEIRS, Map.of("a", "1"), Map.of("a", "#!2"), Map.of("a", "->3"));
        assertThat(outcome.files()).isEqualTo(Map.of("a", "->3"));
    }

    @Test
    void chargesEachNameOfAnOpenedFolder() {
        merging.merge(
                Preference.OURS, Map.of("a", "1", "b", "1"), Map.of("a", "2", "b", "1"), Map.of("a", "1", "c", "1"));
        assertThat(merging.budget.spent()).isEqualTo(3);
    }

    @Test
    void chargesEachMergedFileWithItsLines() {
        String lines = "x\n".repeat(512);
        merging.merge(Preference.OURS, Map.of("a", lines), Map.of("a", "b\n" + lines), Map.of("a", lines + "e\n"));
        assertThat(merging.budget.spent())
                .as("a name, a file, and three texts, each with a unit for 256 lines")
                .isEqualTo(1 + 1 + 3 * (1 + 2));
    }

    @Test
    void chargesEachEntryThatBothSidesDeletedIfItMayHaveMoved() {
        Map<String, String> base = Map.of("A/a1", "1", "A/a2", "2", "k", "k");
        merging.merge(Preference.OURS, base, Map.of("k", "k"), Map.of("k", "2"));
        assertThat(merging.budget.spent()).as("nothing is new").isEqualTo(1);
        merging.merge(Preference.OURS, base, Map.of("k", "k"), Map.of("k", "k", "new", "n"));
        assertThat(merging.budget.spent() - 1)
                .as("two names, a folder and its two files")
                .isEqualTo(2 + 3);
    }

    @Test
    void reportsDeletedFoldersBelowTheLimitAsAWhole() {
        Map<String, String> base = Map.of("A/b/c", "1", "A/d", "2", "k", "k");
        Outcome outcome = merging.merge(Preference.OURS, 2, base, Map.of("k", "k"), Map.of("k", "k", "new", "n"));
        assertThat(outcome.paths()).containsExactly("A/b", "A/d");
    }
}
