package dev.gitsync.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TreeDiffTest {
    private static final int DEPTH = 100;

    private final HintedInserter inserter = HintedInserter.ignoringHints(
            new InMemoryRepository(new DfsRepositoryDescription("space")).newObjectInserter());
    private final ObjectReader reader = inserter.newReader();

    static List<Long> seeds() {
        return new Random(3).longs(300).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void reportsEveryEntryOfBothTrees(long seed) throws IOException {
        Random random = new Random(seed);
        Map<List<String>, String> before = anyFiles(random);
        Map<List<String>, String> after = random.nextBoolean() ? anyFiles(random) : with(before, anyFiles(random));
        ObjectId old = tree(before);
        ObjectId now = tree(after);

        Collection<TreeDelta> deltas = TreeDiff.between(reader, old, now, DEPTH);

        assertThat(deltas).doesNotHaveDuplicates();
        SortedMap<String, TreeItem> expected = entries("", old);
        for (TreeDelta delta : deltas) {
            assertThat(delta.before() == null && delta.after() == null).isFalse();
            if (delta.before() != null) {
                assertThat(expected.remove(delta.path())).isEqualTo(delta.before());
                expected.keySet().removeIf(path -> path.startsWith(delta.path() + "/"));
            }
        }
        for (TreeDelta delta : deltas) {
            if (delta.after() != null) {
                expected.put(delta.path(), delta.after());
                if (delta.after().isFolder()) {
                    expected.putAll(entries(delta.path(), delta.after().id()));
                }
            }
        }
        assertThat(files(expected)).isEqualTo(files(entries("", now)));
    }

    /** The cost depends on the number of differences. The test compares the sides by hand. */
    @Test
    void leavesOutWhatIsAlike() throws IOException {
        Map<List<String>, String> alike = Map.of(List.of("a.b"), "1", List.of("b", "d"), "1");
        ObjectId old = tree(with(alike, Map.of(List.of("a"), "1", List.of("b", "c"), "1", List.of("e"), "")));
        ObjectId now = tree(with(alike, Map.of(List.of("a", "x"), "1", List.of("b", "c"), "2", List.of("f"), "")));

        assertThat(TreeDiff.between(reader, old, now, DEPTH).stream()
                        .map(delta -> delta.path()
                                + (delta.before() == null
                                        ? ""
                                        : delta.before().isFolder() ? " folder went" : " file went")
                                + (delta.after() == null
                                        ? ""
                                        : delta.after().isFolder() ? " folder came" : " file came")))
                .containsExactlyInAnyOrder(
                        "a file went", "a folder came", "b/c file went file came", "e file went", "f file came");
        assertThat(TreeDiff.between(reader, now, now, DEPTH)).isEmpty();
    }

    /**
     * Returns names of one or two characters around the slash, so that files and folders share paths and sort next to
     * each other.
     */
    private static Map<List<String>, String> anyFiles(Random random) {
        Map<List<String>, String> files = new HashMap<>();
        for (int left = random.nextInt(13); left > 0; left--) {
            List<String> path = Stream.generate(() -> anyName(random))
                    .limit(1 + random.nextInt(3))
                    .toList();
            files.put(path, Integer.toString(random.nextInt(3)));
        }
        return files;
    }

    private static String anyName(Random random) {
        return random.ints(1 + random.nextInt(2), '-', '0' + 1)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static Map<List<String>, String> with(Map<List<String>, String> some, Map<List<String>, String> others) {
        Map<List<String>, String> all = new HashMap<>(some);
        all.putAll(others);
        return all;
    }

    private static Map<String, TreeItem> files(SortedMap<String, TreeItem> entries) {
        return entries.entrySet().stream()
                .filter(entry -> !entry.getValue().isFolder())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private SortedMap<String, TreeItem> entries(String folder, ObjectId tree) throws IOException {
        SortedMap<String, TreeItem> entries = new TreeMap<>();
        for (Map.Entry<String, TreeItem> entry : TreeItems.read(reader, tree).entrySet()) {
            String path = Paths.join(folder, entry.getKey());
            entries.put(path, entry.getValue());
            if (entry.getValue().isFolder()) {
                entries.putAll(entries(path, entry.getValue().id()));
            }
        }
        return entries;
    }

    /** Inserts a tree of files; a file at the path of a folder is left out. */
    private ObjectId tree(Map<List<String>, String> content) throws IOException {
        TreeEditor editor = new TreeEditor(reader, ObjectId.zeroId());
        SortedMap<String, String> files = new TreeMap<>();
        content.forEach((names, text) ->
                files.put(names.stream().map(name -> name.replace('/', '~')).collect(Collectors.joining("/")), text));
        for (Map.Entry<String, String> file : files.entrySet()) {
            String path = file.getKey();
            if (files.keySet().stream().noneMatch(other -> other.startsWith(path + "/"))) {
                byte[] text = file.getValue().getBytes(StandardCharsets.UTF_8);
                editor.put(path, FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, text));
            }
        }
        return editor.write(inserter);
    }
}
