package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.demo.DemoOptions;
import dev.gitsync.demo.DemoWiki;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows {@code docs/for-writers.md} from top to bottom, with the real git and a running demo. Runs each {@code sh}
 * block; the output must contain the lines of the following {@code text} block, in order.
 */
class WritersGuideTest {
    private static final Path GUIDE = Path.of("../../docs/for-writers.md");
    private static final String WRITTEN_URL = "http://localhost:8080";

    @TempDir
    @Nullable
    Path folder;

    @Test
    void runsEveryCommandOfTheGuideWithTheDocumentedResult() throws Exception {
        List<GuideStep> steps = GuideStep.of(Files.readString(GUIDE));
        assertThat(steps).filteredOn(GuideStep.Command.class::isInstance).hasSizeGreaterThan(15);
        Path root = Objects.requireNonNull(folder);
        Path home = Files.createDirectory(root.resolve("home"));
        try (DemoWiki wiki = DemoWiki.start(DemoOptions.in(root.resolve("wiki")))) {
            for (GuideStep step : steps) {
                switch (step.kind()) {
                    case EDIT -> new WikiEdit(wiki.url()).make((GuideStep.Edit) step);
                    case COMMAND -> run((GuideStep.Command) step, wiki.url(), home);
                }
            }
        }
    }

    private static void run(GuideStep.Command step, String url, Path home) throws IOException, InterruptedException {
        Path printed = Files.createTempFile(home.getParent(), "printed", ".txt");
        Process shell = shell(step.commands().replace(WRITTEN_URL, url), home, printed);
        assertThat(shell.waitFor(60, TimeUnit.SECONDS))
                .as("ends: %s", step.commands())
                .isTrue();
        String output = Files.readString(printed).replace(url, WRITTEN_URL);
        assertThat(shell.exitValue() != 0)
                .as("refused: %s\n%s", step.commands(), output)
                .isEqualTo(step.refused());
        Iterator<String> lines = output.lines().map(String::stripTrailing).iterator();
        for (String wanted : step.output()) {
            assertThat(find(wanted, lines))
                    .as("'%s' is printed by:\n%s\nin:\n%s", wanted, step.commands(), output)
                    .isTrue();
        }
    }

    /** Continues in the folder in which the last block ended. */
    private static Process shell(String commands, Path home, Path printed) throws IOException {
        String where = "cd \"$(cat ~/.where 2>/dev/null || echo ~)\"\ntrap 'pwd > ~/.where' EXIT\nset -e\n";
        Path answers = home.resolve(".answers");
        Files.writeString(answers, "#!/bin/sh\ncase \"$1\" in User*) echo bob;; *) echo demo;; esac\n");
        assertThat(answers.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", where + commands)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(printed.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().put("HOME", home.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        builder.environment().put("GIT_ASKPASS", answers.toString());
        return builder.start();
    }

    private static boolean find(String wanted, Iterator<String> lines) {
        Pattern pattern = Pattern.compile(Pattern.quote(wanted).replace("…", "\\E.+\\Q"));
        while (lines.hasNext()) {
            if (pattern.matcher(lines.next()).matches()) {
                return true;
            }
        }
        return false;
    }
}
