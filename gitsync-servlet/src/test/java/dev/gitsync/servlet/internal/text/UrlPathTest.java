package dev.gitsync.servlet.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** For containers that accept paths that Jetty rejects. */
final class UrlPathTest {
    @Test
    void decodesEverySegmentOnce() {
        assertThat(UrlPath.segments("/a%20b/%252e/c+d/%C3%B6/")).containsExactly("a b", "%2e", "c+d", "ö", "");
    }

    @Test
    void keepsSegmentsThatContainersNormalize() {
        assertThat(UrlPath.segments("//a/./../b;x=y")).containsExactly("", "a", ".", "..", "b;x=y");
    }

    @Test
    void returnsNoSegmentsForTheEmptyPath() {
        assertThat(UrlPath.segments("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%2fb", "a%2Fb", "%2f", "a%zz", "a%2", "a%", "%-1", "%+1"})
    void replacesASegmentThatItCantDecodeByAnUnusedName(String segment) {
        assertThat(UrlPath.segments("/" + segment + "/x")).isEqualTo(List.of("/", "x"));
    }
}
