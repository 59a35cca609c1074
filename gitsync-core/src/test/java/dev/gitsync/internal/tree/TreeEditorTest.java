package dev.gitsync.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.format.SafePathNaming;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TreeEditorTest {
    private static final UnaryOperator<String> KEY = new SafePathNaming()::collisionKey;
    private static final ObjectId EMPTY_TREE = ObjectId.fromString("4b825dc642cb6eb9a060e54bf8d69288fbee4904");

    private final HintedInserter inserter = HintedInserter.ignoringHints(
            new InMemoryRepository(new DfsRepositoryDescription("trees")).newObjectInserter());
    private final ObjectReader reader = inserter.newReader();

    static List<Long> seeds() {
        return new Random(2).longs(200).boxed().toList();
    }

    /** Moves and removes files and folders at random, writes now and then, and compares with JGit's own index. */
    @ParameterizedTest
    @MethodSource("seeds")
    void writesTheTreeThatGitWouldWrite(long seed) throws Exception {
        Random random = new Random(seed);
        Map<String, ObjectId> files = new TreeMap<>();
        TreeEditor editor = editor();
        for (int step = 0; step < 60; step++) {
            String path = path(random);
            String other = path(random);
            switch (random.nextInt(6)) {
                case 0 -> {
                    files.keySet().removeIf(file -> isAt(file, path));
                    editor.remove(path);
                }
                case 1 -> {
                    if (isFree(files, other) && !isAt(other, path) && isAny(files, path)) {
                        for (String file : List.copyOf(files.keySet())) {
                            if (isAt(file, path)) {
                                ObjectId moved = files.remove(file);
                                if (moved != null) {
                                    files.put(other + file.substring(path.length()), moved);
                                }
                            }
                        }
                        editor.move(path, other);
                    }
                }
                case 2 -> editor = random.nextBoolean() ? editor : new TreeEditor(reader, editor.write(inserter));
                default -> {
                    if (isFree(files, path)) {
                        files.put(path, blob("text " + step));
                        editor.putFile(path, blob("text " + step));
                    }
                }
            }
            assertThat(editor.find(path).isPresent()).isEqualTo(isAny(files, path));
            assertThat(editor.find(path).map(TreeItem::isFolder).orElse(false))
                    .isEqualTo(isAny(files, path) && !files.containsKey(path));
            assertThat(editor.names(path)).isEqualTo(names(files, path));
        }
        assertThat(editor.write(inserter)).isEqualTo(files.isEmpty() ? EMPTY_TREE : tree(files));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void turnsOneTreeIntoTheOtherByTheirDifferences(long seed) throws Exception {
        Random random = new Random(seed);
        Map<String, ObjectId> before = randomFiles(random);
        Map<String, ObjectId> after = new TreeMap<>(before);
        after.keySet().removeIf(path -> random.nextInt(3) == 0);
        randomFiles(random).forEach((path, blob) -> {
            if (isFree(after, path)) {
                after.put(path, blob);
            }
        });
        TreeEditor editor = new TreeEditor(reader, tree(before));
        List<TreeDelta> deltas = TreeDiff.between(reader, tree(before), tree(after), 64);
        for (TreeDelta delta : deltas) {
            assertThat(editor.find(delta.path()).orElse(null)).isEqualTo(delta.before());
            TreeItem item = delta.after();
            if (item == null) {
                editor.remove(delta.path());
            } else {
                editor.put(delta.path(), item.mode(), item.id());
            }
        }
        assertThat(editor.write(inserter)).isEqualTo(tree(after));
        assertThat(deltas.isEmpty()).isEqualTo(before.equals(after));
    }

    @Test
    void reportsFoldersBelowTheDepthAsAWhole() throws Exception {
        ObjectId before = tree(Map.of("a/b/c.md", blob("1")));
        ObjectId after = tree(Map.of("a/b/c.md", blob("2")));
        assertThat(TreeDiff.between(reader, before, after, 3))
                .extracting(TreeDelta::path)
                .containsExactly("a/b/c.md");
        assertThat(TreeDiff.between(reader, before, after, 2))
                .extracting(TreeDelta::path)
                .containsExactly("a/b", "a/b");
    }

    @Test
    void keepsTheModeOfAFileWhoseTextChanges() throws Exception {
        TreeEditor editor = editor();
        editor.put("run.sh", FileMode.EXECUTABLE_FILE, blob("1"));
        editor.putFile("run.sh", blob("2"));
        assertThat(editor.find("run.sh")).contains(new TreeItem(FileMode.EXECUTABLE_FILE, blob("2")));
    }

    @Test
    void replacesAFolderByAFile() throws Exception {
        TreeEditor editor = editor();
        editor.putFile("a/b", blob("1"));
        editor.write(inserter);
        editor.putFile("a", blob("2"));
        assertThat(editor.write(inserter)).isEqualTo(tree(Map.of("a", blob("2"))));
    }

    @Test
    void findsNamesInAFolder() throws Exception {
        TreeEditor editor = editor();
        editor.putFile("a/b", blob("1"));
        assertThat(editor.items("a")).containsOnlyKeys("b");
        assertThat(editor.items("a", like("B"))).containsOnlyKeys("b");
        assertThat(editor.items("a", like("c"))).isEmpty();
        assertThat(editor.items("none")).isEmpty();
        assertThat(editor.items("none", like("b"))).isEmpty();
    }

    @Test
    void findsNamesAfterChanges() throws Exception {
        TreeEditor editor = editor();
        editor.putFile("a/b", blob("1"));
        assertThat(editor.items("a", like("b"))).containsOnlyKeys("b");
        editor.putFile("a/B", blob("2"));
        editor.putFile("a/C/d", blob("3"));
        editor.move("a/C", "a/e");
        editor.move("a/b", "a/E");
        assertThat(editor.items("a", like("b"))).containsOnlyKeys("B");
        assertThat(editor.items("a", like("c"))).isEmpty();
        assertThat(editor.items("a", like("e"))).containsOnlyKeys("e", "E");
    }

    @Test
    void findsNamesByOneKeyAfterAnother() throws Exception {
        UnaryOperator<String> byLength = name -> "x".repeat(name.length());
        TreeEditor editor = editor();
        editor.putFile("a/b", blob("1"));
        editor.putFile("a/cc", blob("2"));
        assertThat(editor.items("a", like("B"))).containsOnlyKeys("b");
        assertThat(editor.items("a", new NameQuery(byLength, Set.of("xx")))).containsOnlyKeys("cc");
        assertThat(editor.items("a", like("CC"))).containsOnlyKeys("cc");
    }

    private static NameQuery like(String name) {
        return new NameQuery(KEY, Set.of(KEY.apply(name)));
    }

    @Test
    void throwsIfAFileHasThePathOfAFolder() throws Exception {
        TreeEditor editor = editor();
        editor.putFile("a", blob("1"));
        editor.putFile("b", blob("1"));
        assertThatThrownBy(() -> editor.putFile("a/b", blob("2"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> editor.move("b", "a/b")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keepsTheObjectOfAnUnchangedTree() throws Exception {
        ObjectId tree = tree(Map.of("a/b", blob("1")));
        TreeEditor editor = new TreeEditor(reader, tree);
        assertThat(editor.write(inserter)).isEqualTo(tree);
        editor.names("a");
        editor.remove("none");
        assertThat(editor.write(inserter)).isEqualTo(tree);
        assertThat(editor().write(inserter)).isEqualTo(EMPTY_TREE);
    }

    private TreeEditor editor() {
        return new TreeEditor(reader, ObjectId.zeroId());
    }

    private ObjectId blob(String text) throws IOException {
        return inserter.insert(Constants.OBJ_BLOB, Constants.encode(text));
    }

    private Map<String, ObjectId> randomFiles(Random random) throws IOException {
        Map<String, ObjectId> files = new TreeMap<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            String path = path(random);
            if (isFree(files, path)) {
                files.put(path, blob("text " + random.nextInt(4)));
            }
        }
        return files;
    }

    private ObjectId tree(Map<String, ObjectId> files) throws IOException {
        DirCache cache = DirCache.newInCore();
        DirCacheBuilder builder = cache.builder();
        files.forEach((path, blob) -> {
            DirCacheEntry entry = new DirCacheEntry(path);
            entry.setFileMode(FileMode.REGULAR_FILE);
            entry.setObjectId(blob);
            builder.add(entry);
        });
        builder.finish();
        return cache.writeTree(inserter);
    }

    private static String path(Random random) {
        String names = "a a. a- b é".split(" ", -1)[random.nextInt(5)];
        return random.nextInt(3) == 0 ? names : names + "/" + path(random);
    }

    private static boolean isAt(String file, String path) {
        return file.equals(path) || file.startsWith(path + "/");
    }

    private static boolean isAny(Map<String, ObjectId> files, String path) {
        return files.keySet().stream().anyMatch(file -> isAt(file, path));
    }

    private static boolean isFree(Map<String, ObjectId> files, String path) {
        return files.keySet().stream().noneMatch(file -> isAt(file, path) || isAt(path, file));
    }

    private static Set<String> names(Map<String, ObjectId> files, String folder) {
        Set<String> names = new HashSet<>();
        for (String file : files.keySet()) {
            if (file.startsWith(folder + "/")) {
                names.add(file.substring(folder.length() + 1).replaceFirst("/.*", ""));
            }
        }
        return names;
    }
}
