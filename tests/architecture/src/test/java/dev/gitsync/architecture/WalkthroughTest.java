package dev.gitsync.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The paths through the code in {@code docs/architecture.md} name classes that exist, in steps that never return to one (issue 26). */
class WalkthroughTest {
    private static final Pattern PATHS =
            Pattern.compile("(?s)\n## Six paths through the code\n(.*?)\n### What surrounds the steps\n");
    private static final Pattern PATH = Pattern.compile("(?ms)^### (.*?)$(.*?)(?=^### |\\z)");
    private static final Pattern STEP = Pattern.compile("(?m)^(\\d+)\\. (.*)$");
    private static final Pattern LEADING_CLASS = Pattern.compile("^\\*\\*`([A-Za-z]+)`\\*\\* ");
    private static final Pattern DECLARATION = Pattern.compile("\\b(?:class|interface|record|enum) (\\w+)");
    private static final Pattern NAMED_CLASS = Pattern.compile("`([A-Z][a-z]\\w*)(?:\\.\\w+)?(?:\\([^`]*\\))?`");

    private final Documents documents = new Documents();

    @Test
    void eachStepNamesItsClassAndNoPathReturnsToOne() throws IOException {
        List<String> mistakes = new ArrayList<>();
        int paths = 0;
        for (MatchResult path : Documents.find(PATH, paths())) {
            paths++;
            Set<String> seen = new HashSet<>();
            int steps = 0;
            for (MatchResult step : Documents.find(STEP, path.group(2))) {
                steps++;
                List<MatchResult> leading = Documents.find(LEADING_CLASS, step.group(2));
                if (leading.isEmpty() || !seen.add(leading.get(0).group(1))) {
                    mistakes.add(path.group(1) + ": " + step.group());
                }
                if (Integer.parseInt(step.group(1)) != steps) {
                    mistakes.add(path.group(1) + ": the number of " + step.group());
                }
            }
            assertThat(steps).as(path.group(1)).isGreaterThan(5);
        }
        assertThat(mistakes).isEmpty();
        assertThat(paths).isEqualTo(6);
    }

    @Test
    void everyClassOnThePageExists() throws IOException {
        Set<String> existing = new HashSet<>();
        for (String source : documents.sources("main").values()) {
            Documents.find(DECLARATION, source).forEach(type -> existing.add(type.group(1)));
        }
        List<String> lost = Documents.find(NAMED_CLASS, text()).stream()
                .map(match -> match.group(1))
                .filter(name -> !existing.contains(name) && !isTest(name))
                .distinct()
                .toList();
        assertThat(lost).isEmpty();
    }

    private String paths() throws IOException {
        List<MatchResult> found = Documents.find(PATHS, text());
        assertThat(found).as("the section with the paths").hasSize(1);
        return found.get(0).group(1);
    }

    private String text() throws IOException {
        return Files.readString(documents.root.resolve("docs/architecture.md"));
    }

    /** {@link DocumentationTest} looks after those. */
    private static boolean isTest(String name) {
        return name.endsWith("Test");
    }
}
