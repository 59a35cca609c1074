package dev.gitsync.engine.lfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.gitsync.internal.lfs.LfsAttributes;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.tests.GitClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which files have a pointer: the real git decides what is right. */
final class LfsAttributesTest {
    private static final int SEEDS = Integer.getInteger("gitsync.attributes.seeds", 25);

    private final ObjectInserter inserter =
            new InMemoryRepository(new DfsRepositoryDescription("attributes")).newObjectInserter();

    @TempDir
    private Path home;

    static List<Integer> seeds() {
        return IntStream.range(0, SEEDS).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void agreesWithGitForRandomAttributes(int seed) throws Exception {
        Random random = new Random(seed);
        Map<String, String> attributes = new TreeMap<>();
        for (String folder : List.of("", "a/", "a/b/", "ab/")) {
            if (random.nextInt(3) > 0) {
                attributes.put(folder + LfsAttributes.FILE, RandomAttributes.file(random));
            }
        }
        TreeSet<String> paths = new TreeSet<>();
        for (int i = 0; i < 120; i++) {
            paths.add(RandomAttributes.path(random));
        }
        assertThat(ours(attributes, paths)).as("%s", attributes).isEqualTo(gits(attributes, paths));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.png filter=lfs diff=lfs merge=lfs -text | a.png | true",
                "*.png filter=lfs diff=lfs merge=lfs -text | a/b/c.png | true",
                "*.png filter=lfs | a.png.txt | false",
                "*.png filter=LFS | a.png | false",
                "*.png -filter | a.png | false",
                "/images/** filter=lfs | images/a/b.png | true",
                "/images/** filter=lfs | x/images/a.png | false",
                "images filter=lfs | images/a.png | false",
                "big/ filter=lfs | big | false",
                "!*.png filter=lfs | a.png | false",
                "*.png filter=lfs broken=1 -=2 | a.png | false",
                "# *.png filter=lfs | a.png | false",
                "'\"a b.png\" filter=lfs' | a b.png | true",
                "'\"\\303\\274.png\" filter=lfs' | ü.png | true",
                "ü*.png filter=lfs | über.png | true",
                "a?.png filter=lfs | aü.png | false",
                "a??.png filter=lfs | aü.png | true",
            })
    void readsLinesAsGitDoes(String line, String path, boolean isLfs) throws Exception {
        Map<String, String> attributes = Map.of(LfsAttributes.FILE, line + "\n");
        assertThat(ours(attributes, List.of(path))).isEqualTo(Map.of(path, isLfs));
        assertThat(gits(attributes, List.of(path))).isEqualTo(Map.of(path, isLfs));
    }

    @Test
    void macrosCountInTheRootOnly() throws Exception {
        Map<String, String> attributes = Map.of(
                LfsAttributes.FILE,
                "[attr]large filter=lfs -text\n[attr]deep large\n*.bin deep\n",
                "a/" + LfsAttributes.FILE,
                "[attr]mine filter=lfs\n*.dat mine\n*.img large\n*.bin -deep\n");
        List<String> paths = List.of("x.bin", "a/x.bin", "a/x.dat", "a/x.img", "b/x.img");
        assertThat(ours(attributes, paths)).isEqualTo(gits(attributes, paths)).containsEntry("a/x.img", true);
    }

    @Test
    void ignoresFilesThatAreTooLongAndThatAreNoFiles() throws Exception {
        String comment = "# 3456789 123456789 123456789 123456789 123456789 123456789 123456789 123456789\n";
        Map<String, String> attributes = Map.of(
                LfsAttributes.FILE,
                "*.png filter=lfs\n",
                "a/" + LfsAttributes.FILE,
                "*.png -filter\n" + comment.repeat(8_000));
        assertThat(ours(attributes, List.of("a/x.png"))).isEqualTo(Map.of("a/x.png", true));
        TreeEditor tree = tree(Map.of());
        tree.put(LfsAttributes.FILE, FileMode.SYMLINK, blob("*.png filter=lfs"));
        assertThat(new LfsAttributes(inserter.newReader()).isLfs(tree, "x.png")).isFalse();
    }

    /** With regular expressions, each of these patterns takes exponential time. */
    @Test
    void hostilePatternsCostTheProductOfTheLengthsAtMost() throws Exception {
        String stars = "*a".repeat(60) + "b filter=lfs\n" + "**/a/".repeat(60) + "b filter=lfs\n";
        String path = "a/".repeat(100) + "a".repeat(250);
        Map<String, String> attributes = Map.of(LfsAttributes.FILE, stars.repeat(20));
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(ours(attributes, List.of(path))).containsValue(false));
    }

    private Map<String, Boolean> ours(Map<String, String> attributes, Iterable<String> paths) throws IOException {
        TreeEditor tree = tree(attributes);
        LfsAttributes lfs = new LfsAttributes(inserter.newReader());
        Map<String, Boolean> result = new TreeMap<>();
        for (String path : paths) {
            result.put(path, lfs.isLfs(tree, path));
        }
        return result;
    }

    private Map<String, Boolean> gits(Map<String, String> attributes, Iterable<String> paths) {
        GitClient git = GitClient.at(home);
        git.ok("init", "-q");
        attributes.forEach(git::write);
        List<String> command = new ArrayList<>(List.of("check-attr", "-z", "filter", "--"));
        paths.forEach(command::add);
        String[] words = git.run(command.toArray(new String[0])).stdout().split("\0", -1);
        Map<String, Boolean> result = new TreeMap<>();
        for (int i = 0; i + 2 < words.length; i += 3) {
            result.put(words[i], words[i + 2].equals("lfs"));
        }
        return result;
    }

    private TreeEditor tree(Map<String, String> files) throws IOException {
        TreeEditor tree = new TreeEditor(inserter.newReader(), ObjectId.zeroId());
        for (Map.Entry<String, String> file : files.entrySet()) {
            tree.putFile(file.getKey(), blob(file.getValue()));
        }
        return tree;
    }

    private ObjectId blob(String text) throws IOException {
        return inserter.insert(Constants.OBJ_BLOB, text.getBytes(UTF_8));
    }
}
