package dev.gitsync.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.work.WorkBudget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties of every match, whatever the files are. */
class IdentityLawsTest {
    private static final String[] NAMES = {"a", "b", "index", "Guide"};

    private final ObjectInserter inserter =
            new InMemoryRepository(new DfsRepositoryDescription("laws")).newObjectInserter();

    static List<Long> seeds() {
        return new Random(2).longs(200).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void matchesIndependentlyOfTheOrderOfFiles(long seed) throws Exception {
        Random random = new Random(seed);
        List<PageFile> removed = files(random, "old");
        List<PageFile> added = files(random, "new");
        Map<String, String> matches = match(removed, added);

        Collections.shuffle(removed, random);
        Collections.shuffle(added, random);

        assertThat(match(removed, added)).isEqualTo(matches);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void matchesEachFileOnceAndLeavesNoBlobOnBothSides(long seed) throws Exception {
        Random random = new Random(seed);
        List<PageFile> removed = files(random, "old");
        List<PageFile> added = files(random, "new");
        Map<String, String> matches = match(removed, added);

        assertThat(new HashSet<>(matches.values())).hasSize(matches.size());
        removed.removeIf(file -> matches.containsValue(file.path()));
        added.removeIf(file -> matches.containsKey(file.path()));
        for (PageFile left : removed) {
            assertThat(added).noneMatch(file -> file.blob().equals(left.blob()) && !file.isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void computesASymmetricSimilarity(long seed) {
        Random random = new Random(seed);
        LineCounts one = LineCounts.of(text(random).getBytes(StandardCharsets.UTF_8));
        LineCounts other = LineCounts.of(text(random).getBytes(StandardCharsets.UTF_8));

        assertThat(one.similarity(other)).isEqualTo(other.similarity(one)).isBetween(0, 100);
        assertThat(one.similarity(one)).isEqualTo(one.size() == 0 ? 0 : 100);
    }

    private Map<String, String> match(List<PageFile> removed, List<PageFile> added) throws Exception {
        PageTexts texts = new PageTexts(inserter.newReader(), WorkBudget.unlimited());
        return IdentityMatcher.match(texts, Map.of(), Map.of(), removed, added).oldPaths();
    }

    private List<PageFile> files(Random random, String top) throws Exception {
        Map<String, PageFile> files = new TreeMap<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            String path = top + random.nextInt(3) + "/" + NAMES[random.nextInt(NAMES.length)] + random.nextInt(2);
            byte[] bytes = text(random).getBytes(StandardCharsets.UTF_8);
            ObjectId blob = inserter.insert(Constants.OBJ_BLOB, bytes);
            files.put(path, new PageFile(path, blob));
        }
        return new ArrayList<>(files.values());
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append("line ").append(random.nextInt(5)).append('\n');
        }
        return text.toString();
    }
}
