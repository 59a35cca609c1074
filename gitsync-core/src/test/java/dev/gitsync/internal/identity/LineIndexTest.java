package dev.gitsync.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.work.WorkBudget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.junit.jupiter.api.Test;

/** Tests which files are compared with a text, and how many. Files are named by their numbers. */
final class LineIndexTest {
    private final ObjectInserter inserter =
            new InMemoryRepository(new DfsRepositoryDescription("lines")).newObjectInserter();

    private final WorkBudget budget = WorkBudget.unlimited();
    private final PageTexts texts = new PageTexts(inserter.newReader(), budget);
    private final List<PageFile> files = new ArrayList<>();

    @Test
    void findsFilesWithHalfOfTheContentInCommon() throws Exception {
        add("a\nb\n", "a\ncc\n", "c\n");
        assertThat(similar("a\nx\n", 0)).containsExactly(0);
    }

    @Test
    void ordersAboutEquallySimilarFilesByPosition() throws Exception {
        add("aaaa\n", "bbbb\n");
        assertThat(similar("aaaa\nbbbb\n", 0)).containsExactly(0, 1);
        files.clear();
        add("bbbb\n", "aaaa\n");
        assertThat(similar("aaaa\nbbbb\n", 0)).containsExactly(0, 1);
    }

    @Test
    void comparesFilesAtTheSamePositionAmongManyWithALine() throws Exception {
        for (int i = 0; i < 200; i++) {
            add("a line in common\n" + i + "\n");
        }
        assertThat(similar("a line in common\nx\n", 0)).containsExactlyElementsOf(range(0, 16));
        assertThat(similar("a line in common\nx\n", 0.5)).containsExactlyElementsOf(range(68, 84));
        assertThat(similar("a line in common\nx\n", 1)).containsExactlyElementsOf(range(136, 152));
    }

    @Test
    void comparesFilesWithTheSameName() throws Exception {
        for (int i = 0; i < 100; i++) {
            files.add(new PageFile(i + "/x", blob("a line in common\n" + i + "\n")));
        }
        List<Integer> last = new ArrayList<>(range(36, 52));
        last.addAll(range(92, 100));
        assertThat(numbers("y/x", "a line in common\nz\n", 1)).containsExactlyElementsOf(last);
        assertThat(numbers("y/x", "a line in common\nz\n", 0)).containsExactlyElementsOf(range(0, 16));
        assertThat(numbers("y/other", "a line in common\nz\n", 1)).containsExactlyElementsOf(range(36, 52));
    }

    @Test
    void weighsRareLinesHigher() throws Exception {
        String common = "c".repeat(29) + "\n";
        String rare = "r".repeat(29) + "\n";
        for (int i = 0; i < 16; i++) {
            add(common + ("" + (char) ('a' + i)).repeat(29) + "\n");
        }
        add(rare + "x".repeat(29) + "\n");
        assertThat(similar(common + rare, 0)).hasSize(16).startsWith(16).doesNotContain(15);
    }

    @Test
    void looksUpRareLinesFirstAndCommonOnesUpToALimit() throws Exception {
        List<String> common =
                IntStream.range(0, 40).mapToObj(i -> "" + (char) ('0' + i)).toList();
        String all = common.stream().map(line -> line + "\n").collect(Collectors.joining());
        int last = common.stream().mapToInt(LineIndexTest::hash).max().orElseThrow();
        String rare = IntStream.range(0, 1_000)
                .mapToObj(i -> "a rare line that is long enough to be half of it, number " + (1_000 + i))
                .filter(line -> hash(line) > last)
                .limit(3)
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        for (int i = 0; i < 64; i++) {
            add(all + i + "\n");
        }
        add(rare);
        LineIndex index = LineIndex.of(texts, files);
        long before = budget.spent();
        assertThat(index.similar(new LineIndex.Question(file("y", all + rare), counts(all + rare), 0)))
                .extracting(SimilarPair::removed)
                .containsExactly(files.get(64));
        assertThat(budget.spent() - before)
                .as("2,048 places of lines, and a few")
                .isEqualTo(1 + 2_048 / 64);

        before = budget.spent();
        index.similar(new LineIndex.Question(file("y", all), counts(all), 0));
        assertThat(budget.spent() - before).as("2,048 places of lines").isEqualTo(1 + 2_048 / 64);
    }

    @Test
    void ordersPairsBySimilarityThenNameThenPath() throws Exception {
        ObjectId blob = blob("");
        SimilarPair most = pair(blob, "z/1", "z/2", 90);
        SimilarPair sameName = pair(blob, "z/x", "y/x", 80);
        SimilarPair first = pair(blob, "a/1", "c/2", 80);
        SimilarPair second = pair(blob, "a/1", "d/2", 80);
        SimilarPair third = pair(blob, "b/1", "a/2", 80);
        List<SimilarPair> pairs = new ArrayList<>(List.of(third, second, first, sameName, most));
        pairs.sort(SimilarPair.BEST_FIRST);
        assertThat(pairs).containsExactly(most, sameName, first, second, third);
    }

    private static SimilarPair pair(ObjectId blob, String removed, String added, int similarity) {
        return new SimilarPair(new PageFile(removed, blob), new PageFile(added, blob), similarity);
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private void add(String... all) throws Exception {
        for (String text : all) {
            files.add(file(Integer.toString(files.size()), text));
        }
    }

    private List<Integer> similar(String text, double rank) throws Exception {
        return numbers("another name", text, rank);
    }

    private List<Integer> numbers(String path, String text, double rank) throws Exception {
        LineIndex index = LineIndex.of(texts, files);
        return index.similar(new LineIndex.Question(file(path, text), counts(text), rank)).stream()
                .map(pair -> files.indexOf(pair.removed()))
                .toList();
    }

    private PageFile file(String path, String text) throws Exception {
        return new PageFile(path, blob(text));
    }

    private ObjectId blob(String text) throws Exception {
        return inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
    }

    private static LineCounts counts(String text) {
        return LineCounts.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static int hash(String line) {
        return counts(line).hash(0);
    }
}
