package dev.gitsync.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PathsTest {
    @ParameterizedTest
    @CsvSource({"a/b/c, a/b, c, 3", "a/b, a, b, 2", "a, '', a, 1", "'', '', '', 0"})
    void splitsAPathIntoParentNameAndDepth(String path, String parent, String name, int depth) {
        assertThat(Paths.parent(path)).isEqualTo(parent);
        assertThat(Paths.name(path)).isEqualTo(name);
        assertThat(Paths.depth(path)).isEqualTo(depth);
        assertThat(Paths.names(path)).hasSize(depth);
        assertThat(Paths.join(parent, name)).isEqualTo(path);
    }

    @Test
    void showsPathsShortAndWithoutControlCharacters() {
        assertThat(Paths.shown("d/A.md")).isEqualTo("d/A.md");
        assertThat(Paths.shown("a\u001bb\u202ec")).isEqualTo("a?b?c");
        assertThat(Paths.shown("x".repeat(200))).isEqualTo("x".repeat(200));
        assertThat(Paths.shown("x".repeat(201))).isEqualTo("x".repeat(200) + "…");
    }

    @Test
    void ordersOuterPathsFirst() {
        assertThat(Stream.of("b/a", "c", "a/a/a", "a/b").sorted(Paths.OUTER_FIRST))
                .containsExactly("c", "a/b", "b/a", "a/a/a");
    }

    @Test
    void ordersNamesByTheirBytes() {
        assertThat(Stream.of("\uff5e", "\ud83d\ude00", "b", "B").sorted(Paths.BY_BYTES))
                .containsExactly("B", "b", "\uff5e", "\ud83d\ude00");
    }
}
