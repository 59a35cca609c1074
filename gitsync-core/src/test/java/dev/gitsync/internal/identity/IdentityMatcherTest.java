package dev.gitsync.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.work.WorkBudget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.junit.jupiter.api.Test;

/** The rules of {@link IdentityMatcher} in their order. */
final class IdentityMatcherTest {
    private final ObjectInserter inserter =
            new InMemoryRepository(new DfsRepositoryDescription("match")).newObjectInserter();

    private final WorkBudget budget = WorkBudget.unlimited();
    private final PageTexts texts = new PageTexts(inserter.newReader(), budget);
    private final List<PageFile> removed = new ArrayList<>();
    private final List<PageFile> added = new ArrayList<>();

    @Test
    void prefersTheSameContentWithEqualNamesOfFileAndFolder() throws Exception {
        removed("a/d/x", "text");
        removed("a/e/x", "text");
        added("b/e/x", "text");
        assertThat(match()).containsExactly(Map.entry("b/e/x", "a/e/x"));
    }

    @Test
    void prefersTheSameContentWithAnEqualNameNext() throws Exception {
        removed("a/w", "text");
        removed("a/x", "text");
        added("b/x", "text");
        assertThat(match()).containsExactly(Map.entry("b/x", "a/x"));
    }

    @Test
    void prefersTheSameContentInTheSameFolderNext() throws Exception {
        removed("a/w", "text");
        removed("b/x", "text");
        added("b/y", "text");
        assertThat(match()).containsExactly(Map.entry("b/y", "b/x"));
    }

    @Test
    void matchesTheSameContentAnywhere() throws Exception {
        removed("a/w", "one line\n");
        added("c/z", "one line\n");
        added("d/w", "of a text\n");
        assertThat(match()).containsExactly(Map.entry("c/z", "a/w"));
    }

    @Test
    void matchesEmptyFilesOnlyByNameOrAsTheOnlyPair() throws Exception {
        removed("a/w", "");
        added("b/y", "");
        assertThat(match()).containsExactly(Map.entry("b/y", "a/w"));

        removed("b/x", "");
        assertThat(match()).as("two old files").isEmpty();
        removed.remove(0);
        added("b/z", "");
        assertThat(match()).as("two new files").isEmpty();
        added("c/x", "");
        assertThat(match()).containsExactly(Map.entry("c/x", "b/x"));
    }

    @Test
    void keepsAFileAtItsPathUnlessItsContentIsElsewhere() throws Exception {
        removed("a", "old\n");
        added("a", "new\n");
        assertThat(match()).containsExactly(Map.entry("a", "a"));

        added("b", "old\n");
        assertThat(match()).containsExactly(Map.entry("b", "a"));
    }

    @Test
    void matchesFilesAtTheSamePlaceInAMovedFolder() throws Exception {
        removed("a/x", "one\n");
        removed("a/d/y", "two\n");
        removed("a", "three\n");
        removed("ab/x", "four\n");
        added("b/x", "five\n");
        added("b/d/y", "six\n");
        added("b", "seven\n");
        assertThat(match(Map.of("b", "a"), Map.of()).oldPaths())
                .isEqualTo(Map.of("b", "a", "b/d/y", "a/d/y", "b/x", "a/x"));
    }

    @Test
    void followsTheInnermostMovedFolder() throws Exception {
        removed("a/d/y", "two\n");
        added("b/d/y", "five\n");
        added("c/y", "six\n");
        assertThat(match(Map.of("b", "a", "c", "a/d"), Map.of()).oldPaths()).isEqualTo(Map.of("c/y", "a/d/y"));
    }

    @Test
    void movesAFolderToWhereMostOfItsFilesAre() throws Exception {
        removed("a/1", "one\n");
        removed("a/2", "two\n");
        removed("a/3", "three\n");
        removed("a/x", "old\n");
        added("b/1", "one\n");
        added("c/2", "two\n");
        added("c/3", "three\n");
        added("b/x", "new\n");
        added("c/x", "news\n");
        assertThat(match()).containsEntry("c/x", "a/x").doesNotContainKey("b/x");
    }

    @Test
    void neverMovesTheTopFolder() throws Exception {
        removed("1", "one\n");
        removed("x", "old\n");
        added("b/1", "one\n");
        added("b/y", "new\n");
        assertThat(match()).containsExactly(Map.entry("b/1", "1"));
    }

    @Test
    void prefersSimilarContentToTheSameName() throws Exception {
        removed("a/x", "1\n2\n3\n");
        removed("b/y", "4\n5\n6\n");
        added("c/x", "4\n5\n7\n");
        assertThat(match()).containsExactly(Map.entry("c/x", "b/y"));
    }

    @Test
    void choosesTheSameNameAmongEquallySimilarFiles() throws Exception {
        removed("a/w", "1\n2\n3\n4\n");
        removed("b/x", "1\n2\n3\n4\n");
        added("c/x", "1\n2\n3\n5\n");
        assertThat(match()).containsExactly(Map.entry("c/x", "b/x"));
    }

    @Test
    void choosesTheMostSimilarFile() throws Exception {
        removed("a/x", "1\n2\n3\n9\n");
        removed("b/w", "1\n2\n3\n4\n8\n");
        added("c/x", "1\n2\n3\n4\n5\n");
        added("d/z", "1\n2\n3\n7\n");
        assertThat(match()).isEqualTo(Map.of("c/x", "b/w", "d/z", "a/x"));
    }

    @Test
    void matchesTheSameNameLastAndFirstInAFolderOfTheSameName() throws Exception {
        removed("a/d/x", "1\n");
        removed("a/e/x", "2\n");
        added("b/e/x", "3\n");
        assertThat(match()).containsExactly(Map.entry("b/e/x", "a/e/x"));
        removed.remove(1);
        assertThat(match()).containsExactly(Map.entry("b/e/x", "a/d/x"));
    }

    @Test
    void matchesNoKnownFilesAgain() throws Exception {
        removed("a/x", "1\n");
        added("b/x", "1\n");
        added("c/x", "1\n");
        removed("a/y", "2\n");
        added("b/y", "2\n");
        assertThat(match(Map.of(), Map.of("c/x", "a/x")).oldPaths()).isEqualTo(Map.of("c/x", "a/x", "b/y", "a/y"));
        assertThat(match(Map.of(), Map.of("b/y", "a/x")).oldPaths()).isEqualTo(Map.of("b/y", "a/x"));
    }

    @Test
    void countsFilesTooLongToCompareUnlessARuleMatchesThem() throws Exception {
        String line = "x".repeat(1 << 10);
        removed("a/x", "1" + line.repeat(1 << 10));
        removed("a/y", "2\n");
        added("b/z", "3" + line.repeat(1 << 10));
        added("b/w", "4\n");
        IdentityMatcher.Matches matches = match(Map.of(), Map.of());
        assertThat(matches.oldPaths()).isEmpty();
        assertThat(matches.notCompared()).isEqualTo(2);

        removed.remove(1);
        assertThat(match(Map.of(), Map.of()).notCompared())
                .as("one old file is left")
                .isEqualTo(1);
        added.clear();
        assertThat(match(Map.of(), Map.of()).notCompared())
                .as("no new file is left")
                .isZero();
    }

    @Test
    void chargesForTheFilesOfEveryRule() throws Exception {
        for (int i = 0; i < 10; i++) {
            removed("a/x" + i, i + "\n");
            added("b/y" + i, "new " + i + "\n");
        }
        match();
        // Seven rules by key go through the files of both sides, that of folders through the old ones; both are read to
        // be
        // compared, which costs two units for a new one.
        assertThat(budget.spent()).isEqualTo(7 * (10 + 10) + 10 + 10 + 20);
    }

    @Test
    void countsOnlyFilesThatCouldNotBeCompared() throws Exception {
        for (int i = 0; i < 3; i++) {
            removed("a/x" + i, i + "\n");
        }
        added("b/y", "x".repeat((1 << 20) + 1));
        added("b/z", "3\n");
        added("b/w", "4\n");
        assertThat(match(Map.of(), Map.of()).notCompared()).isEqualTo(1);
    }

    @Test
    void readsNoEmptyFiles() throws Exception {
        removed("a/x", "");
        removed("b/y", "");
        added("c/z", "");
        match();
        // Two of the seven rules by key leave empty files out.
        assertThat(budget.spent()).isEqualTo(5 * (2 + 1) + 2 * 2 + 2);
    }

    @Test
    void comparesFilesAgainThatWereNotAmongTheMostSimilar() throws Exception {
        for (int i = 0; i < 40; i++) {
            removed("a/x" + (100 + i), "a line in common\n" + (100 + i) + "\n");
            added("b/y" + (100 + i), "a line in common\n" + (200 + i) + "\n");
        }
        assertThat(match()).hasSize(40);
    }

    @Test
    void comparesTextsUpToAMebibyte() throws Exception {
        String most = "x".repeat(1 << 20);
        assertThat(texts.lines(blob(most))).isPresent();
        assertThat(texts.lines(blob(most + "x"))).isEmpty();
        assertThat(budget.spent()).isEqualTo(2);
    }

    @Test
    void matchesTextsWithHalfOfTheContentInCommon() throws Exception {
        assertThat(texts.areSimilar(blob("a\nb\n"), blob("a\nc\n"))).isTrue();
        assertThat(texts.areSimilar(blob("a\nb\n"), blob("a\nccc\n"))).isFalse();
        String longer = "a\nb\n" + "x".repeat(1 << 20);
        assertThat(texts.areSimilar(blob(longer), blob(longer))).isFalse();
        assertThat(texts.areSimilar(blob("a\nb\n"), blob(longer))).isFalse();
    }

    @Test
    void matchesManyFilesThatShareMostLines() throws Exception {
        String common =
                IntStream.range(0, 30).mapToObj(i -> "common " + i + "\n").collect(Collectors.joining());
        for (int i = 0; i < 80; i++) {
            removed("a/" + (100 + i), common + "own " + i + "\n" + "old\n");
            added("b/" + (200 + i), common + "own " + i + "\n" + "new\n");
        }
        SortedMap<String, String> matches = match();
        assertThat(matches).hasSize(80);
        matches.forEach((to, from) -> assertThat(to.substring(3)).isEqualTo(from.substring(3)));
    }

    private SortedMap<String, String> match() throws Exception {
        return match(Map.of(), Map.of()).oldPaths();
    }

    private IdentityMatcher.Matches match(Map<String, String> movedFolders, Map<String, String> known)
            throws Exception {
        return IdentityMatcher.match(texts, movedFolders, known, removed, added);
    }

    private void removed(String path, String text) throws Exception {
        removed.add(new PageFile(path, blob(text)));
    }

    private void added(String path, String text) throws Exception {
        added.add(new PageFile(path, blob(text)));
    }

    private ObjectId blob(String text) throws Exception {
        return inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
    }
}
