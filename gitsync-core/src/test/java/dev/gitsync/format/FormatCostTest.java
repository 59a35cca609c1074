package dev.gitsync.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads files and titles of several megabytes. */
final class FormatCostTest {
    private final PageFormat format = new MarkdownFormat();
    private final PathNaming naming = new SafePathNaming();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{title: \"%s\"",
                "{title: A, a: [%s",
                "{%s",
                "\"%s\": x",
                "title: \"%s\"",
                "title: '%s'",
                "title: a%sb",
                "title: \"a\"%sb",
                "title: a%s"
            })
    void readsAHugeFrontMatterLineInLinearTime(String line) {
        for (String filling : new String[] {" ", "a", "''", "\\\\", "#", " #"}) {
            String file = "---\n" + line.formatted(filling.repeat(500_000)) + "\n---\n";
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> format.read(file.getBytes(UTF_8), "Name"));
        }
    }

    @Test
    void readsATitleFullOfDotsInLinearTime() {
        String title = "a" + ".".repeat(1_000_000) + "b";
        String name = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> naming.nameFor(title));
        assertThat(name).isEqualTo("a");
    }
}
