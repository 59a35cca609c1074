package dev.gitsync.engine.lfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.lfs.LfsAttributes;
import dev.gitsync.internal.lfs.PointerFiles;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.tests.GitClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests lines of {@code .gitattributes} for single files; the real git decides what they mean. */
final class TrackedFilesTest {
    private static final int SEEDS = Integer.getInteger("gitsync.attributes.seeds", 25);
    private static final List<String> PARTS = List.of(
            "a", "b", " ", "*", "?", "[", "]", "\\", "\"", "#", "!", "ü", "🚀", "'", "$", "**", "[a]", "\t", "=", "-",
            ".x");

    private final ObjectInserter inserter =
            new InMemoryRepository(new DfsRepositoryDescription("attributes")).newObjectInserter();
    private final ObjectReader reader = inserter.newReader();

    private final Set<String> written = new HashSet<>();

    @TempDir
    private Path home;

    static List<Integer> seeds() {
        return IntStream.range(0, SEEDS).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void tracksExactlyOneFileByALine(int seed) throws Exception {
        Random random = new Random(seed);
        Map<String, String> attributes = new TreeMap<>();
        for (String folder : List.of("", "a/", "a/b/")) {
            if (random.nextInt(3) == 0) {
                String text = RandomAttributes.file(random);
                attributes.put(
                        folder + LfsAttributes.FILE,
                        random.nextBoolean() ? text : text.substring(0, text.length() - 1));
            }
        }
        TreeSet<String> paths = new TreeSet<>();
        for (int i = 0; i < 40; i++) {
            paths.add(RandomAttributes.path(random));
            paths.add(List.of("", "a/", "a/b/").get(random.nextInt(3)) + name(random));
        }
        String tracked = List.copyOf(paths).get(random.nextInt(paths.size()));
        Map<String, String> before = gits(attributes, paths);

        TreeEditor tree = tree(attributes);
        PointerFiles files = new PointerFiles(reader, tree);
        files.track(tracked, inserter);
        Map<String, String> after = attributes(tree);

        boolean isFree = before.get(tracked).equals("unspecified");
        Map<String, String> expected = new TreeMap<>(before);
        if (isFree && !isDenied(attributes, tracked)) {
            expected.put(tracked, "lfs");
        }
        assertThat(gits(after, paths)).as("%s in %s", tracked, attributes).isEqualTo(expected);
        attributes.forEach((file, text) -> assertThat(after.get(file)).startsWith(text));
        boolean isAdded = !after.equals(attributes);
        assertThat(files.untrack(tracked, inserter)).isEqualTo(isAdded);
        assertThat(gits(attributes(tree), paths)).isEqualTo(before);
    }

    /** Git prints "unspecified" both for {@code !filter} and without any rule; the former is respected. */
    private boolean isDenied(Map<String, String> attributes, String path) throws IOException {
        TreeEditor tree = tree(attributes);
        new PointerFiles(reader, tree).track(path, inserter);
        return attributes(tree).equals(attributes);
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        for (int parts = random.nextInt(4); parts >= 0; parts--) {
            name.append(PARTS.get(random.nextInt(PARTS.size())));
        }
        return name.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*.bin -filter\n", "/x.bin !filter\n", "x.bin filter=crypt", "*.bin filter=lfs -text\n"})
    void respectsExistingAttributes(String rules) throws Exception {
        TreeEditor tree = tree(Map.of(LfsAttributes.FILE, rules));
        new PointerFiles(reader, tree).track("a/x.bin", inserter);
        new PointerFiles(reader, tree).track("x.bin", inserter);

        assertThat(attributes(tree).get(LfsAttributes.FILE)).isEqualTo(rules);
    }

    @Test
    void appendsAndRemovesALineByteForByte() throws Exception {
        TreeEditor tree = tree(Map.of("a/" + LfsAttributes.FILE, "# mine\r\n*.txt text\r\n*.md text"));
        PointerFiles files = new PointerFiles(reader, tree);
        files.track("a/big file.bin", inserter);
        files.track("a/ü[1].bin", inserter);

        assertThat(attributes(tree).get("a/" + LfsAttributes.FILE))
                .isEqualTo("# mine\r\n*.txt text\r\n*.md text\n"
                        + "\"/big file.bin\" filter=lfs diff=lfs merge=lfs -text\n"
                        + "/ü\\[1].bin filter=lfs diff=lfs merge=lfs -text\n");
        assertThat(files.untrack("a/big file.bin", inserter)).isTrue();
        assertThat(files.untrack("a/big file.bin", inserter)).isFalse();
        assertThat(attributes(tree).get("a/" + LfsAttributes.FILE))
                .isEqualTo("# mine\r\n*.txt text\r\n*.md text\n/ü\\[1].bin filter=lfs diff=lfs merge=lfs -text\n");
        files.track("b/x", inserter);
        assertThat(files.untrack("b/x", inserter)).isTrue();
        assertThat(tree.find("b")).isEmpty();
    }

    @Test
    void keepsAFileWithoutRoomForALine() throws Exception {
        TreeEditor tree = tree(Map.of("a/" + LfsAttributes.FILE, "# 3456789 123456789\n".repeat(26_214)));
        PointerFiles files = new PointerFiles(reader, tree);
        Map<String, String> before = attributes(tree);
        files.track("a/x", inserter);
        files.track("b/" + "\"\\\t".repeat(400), inserter);
        tree.put("c/" + LfsAttributes.FILE, FileMode.SYMLINK, blob("../x"));
        files.track("c/x", inserter);
        tree.put("d/.GitAttributes", FileMode.REGULAR_FILE, blob(""));
        files.track("d/x", inserter);

        assertThat(attributes(tree)).isEqualTo(before);
        assertThat(tree.find("d/" + LfsAttributes.FILE)).isEmpty();
    }

    private Map<String, String> gits(Map<String, String> attributes, Iterable<String> paths) {
        GitClient git = GitClient.at(home);
        git.ok("init", "-q");
        written.forEach(file -> git.write(file, ""));
        attributes.forEach(git::write);
        written.addAll(attributes.keySet());
        List<String> command = new ArrayList<>(List.of("check-attr", "-z", "filter", "--"));
        paths.forEach(command::add);
        String[] words = git.run(command.toArray(new String[0])).stdout().split("\0", -1);
        Map<String, String> result = new TreeMap<>();
        for (int i = 0; i + 2 < words.length; i += 3) {
            result.put(words[i], words[i + 2]);
        }
        return result;
    }

    private TreeEditor tree(Map<String, String> files) throws IOException {
        TreeEditor tree = new TreeEditor(reader, ObjectId.zeroId());
        for (Map.Entry<String, String> file : files.entrySet()) {
            tree.putFile(file.getKey(), blob(file.getValue()));
        }
        return tree;
    }

    private Map<String, String> attributes(TreeEditor tree) throws IOException {
        Map<String, String> found = new HashMap<>();
        collect(tree, "", found);
        return found;
    }

    private void collect(TreeEditor tree, String folder, Map<String, String> found) throws IOException {
        for (Map.Entry<String, TreeItem> entry : tree.items(folder).entrySet()) {
            String path = Paths.join(folder, entry.getKey());
            if (entry.getValue().isFolder()) {
                collect(tree, path, found);
            } else if (entry.getKey().equals(LfsAttributes.FILE)
                    && entry.getValue().mode().equals(FileMode.REGULAR_FILE)) {
                byte[] bytes = reader.open(entry.getValue().id()).getBytes();
                found.put(path, new String(bytes, UTF_8));
            }
        }
    }

    private ObjectId blob(String text) throws IOException {
        return inserter.insert(Constants.OBJ_BLOB, text.getBytes(UTF_8));
    }
}
