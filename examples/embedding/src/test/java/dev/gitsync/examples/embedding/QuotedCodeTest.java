package dev.gitsync.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks that the code in the guide is code of this module. A block after a line {@code <!-- quote: name -->} is the
 * region of that name in the sources, between {@code // tag::name[]} and {@code // end::name[]}. With {@code
 * -Dquotes.rewrite=true}, the test rewrites the guide.
 */
final class QuotedCodeTest {
    private static final Path GUIDE = Path.of("../../docs/embedding.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^<!-- quote: (\\w+) -->\\n```java\\n(.*?)^```$");
    private static final Pattern REGION = Pattern.compile("(?ms)^ *// tag::(\\w+)\\[\\]\\n(.*?)^ *// end::\\1\\[\\]$");

    @Test
    void matchesTheQuotesInTheGuide() throws IOException {
        Map<String, String> regions = regions();
        String guide = Files.readString(GUIDE);
        String right = BLOCK.matcher(guide)
                .replaceAll(block -> Matcher.quoteReplacement("<!-- quote: " + block.group(1) + " -->\n```java\n"
                        + regions.getOrDefault(block.group(1), "no such region\n") + "```"));
        if (Boolean.getBoolean("quotes.rewrite")) {
            Files.writeString(GUIDE, right);
            return;
        }
        assertThat(guide)
                .as("docs/embedding.md; -Dquotes.rewrite=true writes the right text")
                .isEqualTo(right);
    }

    @Test
    void quotesEveryRegionOnceAndAllJava() throws IOException {
        String guide = Files.readString(GUIDE);
        List<String> quoted =
                BLOCK.matcher(guide).results().map(block -> block.group(1)).toList();

        assertThat(quoted).containsExactlyInAnyOrderElementsOf(regions().keySet());
        assertThat(guide.split("```java\n", -1)).hasSize(quoted.size() + 1);
    }

    private static Map<String, String> regions() throws IOException {
        Map<String, String> regions = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                for (MatchResult region :
                        REGION.matcher(Files.readString(file)).results().toList()) {
                    String before = regions.put(
                            region.group(1), region.group(2).stripTrailing().stripIndent() + "\n");
                    assertThat(before)
                            .as("region %s stands twice", region.group(1))
                            .isNull();
                }
            }
        }
        return regions;
    }
}
