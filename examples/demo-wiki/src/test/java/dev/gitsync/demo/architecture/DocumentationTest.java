package dev.gitsync.demo.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the documents point at is there: other documents, their headings, and the tests that prove what they say. */
class DocumentationTest {
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern NAMED_TEST =
            Pattern.compile("`([A-Z][A-Za-z]*(?:Test|IT|Contract|FuzzTarget))(?:\\.([a-z][A-Za-z]*))?`");

    private final Path root = root();

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> lost = new ArrayList<>();
        int links = 0;
        for (Path page : pages()) {
            for (MatchResult link : find(LINK, text(page))) {
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
        Map<String, String> sources = sources();
        List<String> lost = new ArrayList<>();
        int named = 0;
        for (Path page : pages()) {
            for (MatchResult test : find(NAMED_TEST, text(page))) {
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

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("gitsync-core"))) {
            folder = folder.resolve("..").normalize();
        }
        return folder;
    }

    private List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (Path folder : List.of(root, root.resolve("docs"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
            }
        }
        return pages;
    }

    /** The sources of all modules, by the name of their class. */
    private Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (Path folder : List.of(root, root.resolve("examples"))) {
            try (Stream<Path> modules = Files.list(folder)) {
                for (Path module : modules.filter(Files::isDirectory).toList()) {
                    addSources(module.resolve("src"), sources);
                }
            }
        }
        return sources;
    }

    private static void addSources(Path folder, Map<String, String> sources) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String name = file.getFileName().toString();
                sources.put(name.substring(0, name.length() - ".java".length()), Files.readString(file));
            }
        }
    }

    private static boolean hasHeading(Path target, @Nullable String anchor) throws IOException {
        if (anchor == null) {
            return true;
        }
        Set<String> anchors = find(HEADING, text(target)).stream()
                .map(heading -> anchor(heading.group(1)))
                .collect(Collectors.toSet());
        return anchors.contains(anchor);
    }

    /** As forges make it of a heading. */
    private static String anchor(String heading) {
        return heading.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\- ]", "")
                .replace(' ', '-');
    }

    private static String text(Path page) throws IOException {
        return CODE.matcher(Files.readString(page)).replaceAll("");
    }

    private static List<MatchResult> find(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }
}
