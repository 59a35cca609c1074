package dev.gitsync.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class PathTrieTest {
    private final PathTrie trie = new PathTrie();

    @Test
    void findsAFileAtItsPath() {
        trie.add("d/e/A.md", List.of("tip"));
        assertThat(trie.names("d/e/A.md")).containsExactly("tip");
        assertThat(trie.names("A.md")).isNull();
        assertThat(trie.names("d/e/B.md")).isNull();
        assertThat(trie.names("x/e/A.md")).isNull();
        assertThat(trie.names("d/e")).isNull();
    }

    @Test
    void allowsTwoFilesAtOnePath() {
        trie.add("d/A.md", List.of("1"));
        trie.add("d/A.md", List.of("2"));
        assertThat(trie.names("d/A.md")).containsExactly("1", "2");
    }

    @Test
    void listsFilesAndFoldersDirectlyInAFolder() {
        trie.add("A.md", List.of("1"));
        trie.add("d/B.md", List.of("2"));
        trie.add("d/e/C.md", List.of("3"));
        assertThat(trie.filesIn("")).containsExactly("A.md");
        assertThat(trie.filesIn("d")).containsExactly("B.md");
        assertThat(trie.filesIn("x")).isEmpty();
        assertThat(trie.foldersIn("")).containsExactly("d");
        assertThat(trie.foldersIn("d")).containsExactly("e");
        assertThat(trie.foldersIn("d/e")).isEmpty();
        assertThat(trie.foldersIn("x/y")).isEmpty();
        assertThat(trie.hasFolder("d/e")).isTrue();
        assertThat(trie.hasFolder("e")).isFalse();
    }

    @Test
    void removesEmptyFoldersWithATakenFile() {
        trie.add("d/e/A.md", List.of("1"));
        trie.add("d/B.md", List.of("2"));
        assertThat(trie.take("d/e/A.md")).containsExactly("1");
        assertThat(trie.take("d/e/A.md")).isEmpty();
        assertThat(trie.take("x/A.md")).isEmpty();
        assertThat(trie.hasFolder("d/e")).isFalse();
        assertThat(trie.hasFolder("d")).isTrue();
        assertThat(trie.isEmpty()).isFalse();
        assertThat(trie.take("d/B.md")).containsExactly("2");
        assertThat(trie.isEmpty()).isTrue();
    }

    @Test
    void keepsAFolderWhileItHasAFileOrAFolder() {
        trie.add("d/e/A.md", List.of("1"));
        trie.add("d/e/B.md", List.of("2"));
        trie.add("d/e/f/C.md", List.of("3"));
        trie.take("d/e/A.md");
        assertThat(trie.names("d/e/B.md")).containsExactly("2");
        trie.take("d/e/B.md");
        assertThat(trie.names("d/e/f/C.md")).containsExactly("3");
    }

    @Test
    void removesTheFilesOfARemovedFolder() {
        trie.add("d/e/A.md", List.of("1"));
        PathTrie folder = trie.removeFolder("d/e");
        assertThat(folder).isNotNull();
        assertThat(folder.names("A.md")).containsExactly("1");
        assertThat(trie.isEmpty()).as("no file is left, so no folder").isTrue();
        assertThat(trie.removeFolder("d/e")).isNull();
        trie.add("B.md", List.of("2"));
        assertThat(trie.removeFolder("d")).isNull();
    }

    @Test
    void addsAFolder() {
        trie.addFolder("d/e", trie("A.md", "f/B.md"));
        assertThat(all(trie)).isEqualTo(Map.of("d/e/A.md", List.of("A.md"), "d/e/f/B.md", List.of("f/B.md")));
    }

    @Test
    void mergesAFolderWithAnExistingOne() {
        for (boolean isSmaller : new boolean[] {true, false}) {
            PathTrie one = trie("d/A.md", "d/f/B.md");
            PathTrie other = trie("A.md", "C.md", "D.md", "f/B.md", "f/E.md", "g/F.md", "h/G.md");
            PathTrie merged = isSmaller ? one : new PathTrie();
            if (!isSmaller) {
                merged.addFolder("d", other);
                other = trie("A.md", "f/B.md");
            }
            merged.addFolder("d", other);
            assertThat(all(merged).keySet())
                    .containsExactlyInAnyOrder(
                            "d/A.md", "d/C.md", "d/D.md", "d/f/B.md", "d/f/E.md", "d/g/F.md", "d/h/G.md");
            assertThat(merged.names("d/A.md")).hasSize(2);
            assertThat(merged.names("d/f/B.md")).hasSize(2);
        }
    }

    @Test
    void addsATrieAtTheRoot() {
        trie.add("A.md", List.of("1"));
        trie.addFolder("", trie("A.md", "d/B.md"));
        assertThat(all(trie)).isEqualTo(Map.of("A.md", List.of("1", "A.md"), "d/B.md", List.of("d/B.md")));
    }

    /** Returns a trie of files whose names at the tip equal their paths. */
    private static PathTrie trie(String... paths) {
        PathTrie trie = new PathTrie();
        for (String path : paths) {
            trie.add(path, List.of(path));
        }
        return trie;
    }

    private static Map<String, List<String>> all(PathTrie trie) {
        Map<String, List<String>> all = new TreeMap<>();
        trie.forEach((path, names) -> all.put(path, List.copyOf(new TreeSet<>(names))));
        return all;
    }
}
