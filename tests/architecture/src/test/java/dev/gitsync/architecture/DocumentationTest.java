package dev.gitsync.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Checks that the targets of the documents exist: other documents, their headings, and the tests that prove their statements. */
class DocumentationTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    private final Documents documents = new Documents();
    private final Path root = documents.root;

    @Test
    void everyLinkHasATarget() throws IOException {
        List<String> lost = new ArrayList<>();
        int links = 0;
        for (Path page : documents.pages()) {
            for (MatchResult link : Documents.find(LINK, Documents.text(page))) {
                if (!link.group(1).contains(":")) {
                    links++;
                    Path target = link.group(1).isEmpty()
                            ? page
                            : page.resolveSibling(link.group(1)).normalize();
                    if (!Files.exists(target) || !hasHeading(target, link.group(2))) {
                        lost.add(root.relativize(page) + ": " + link.group());
                    }
                }
            }
        }
        assertThat(lost).isEmpty();
        assertThat(links).isGreaterThan(50);
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        Map<String, String> sources = documents.sources("");
        List<String> lost = new ArrayList<>();
        int named = 0;
        for (Path page : documents.pages()) {
            for (MatchResult test : Documents.find(Documents.NAMED_TEST, Documents.text(page))) {
                named++;
                String source = sources.getOrDefault(test.group(1), "");
                boolean isThere =
                        test.group(2) == null ? !source.isEmpty() : source.contains(" " + test.group(2) + "(");
                if (!isThere) {
                    lost.add(root.relativize(page) + ": " + test.group());
                }
            }
        }
        assertThat(lost).isEmpty();
        assertThat(named).isGreaterThan(100);
    }

    private static boolean hasHeading(Path target, @Nullable String anchor) throws IOException {
        if (anchor == null) {
            return true;
        }
        Set<String> anchors = Documents.find(HEADING, Documents.text(target)).stream()
                .map(heading -> anchor(heading.group(1)))
                .collect(Collectors.toSet());
        return anchors.contains(anchor);
    }

    /** Returns the anchor that forges derive from a heading. */
    private static String anchor(String heading) {
        return heading.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\- ]", "")
                .replace(' ', '-');
    }
}
