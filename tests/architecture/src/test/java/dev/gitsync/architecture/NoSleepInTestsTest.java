package dev.gitsync.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests wait for conditions: a sleep is too long on a fast machine and too short on a slow one. */
class NoSleepInTestsTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern SLEEP = Pattern.compile(
            "\\bsleep\\(|::sleep\\b|\\bsleep \\d|\\bpark(Nanos|Until)\\b|\\.pollDelay\\((?!Duration\\.ZERO\\))");

    @Test
    void noTestAndNoHelperOfTestsSleeps() throws IOException {
        List<Path> sources = sources();

        assertThat(sources).hasSizeGreaterThan(300);
        assertThat(sources)
                .allSatisfy(source -> assertThat(sleeps(Files.readString(source)))
                        .as("%s: wait for a condition with Awaitility, a latch or a queue", source)
                        .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thread.%s(5);",
                "TimeUnit.SECONDS.%s(1);",
                "%s(pause);",
                "this::%s",
                "new ProcessBuilder(\"sh\", \"-c\", \"%s 1\")"
            })
    void ruleFindsSleeps(String code) {
        assertThat(sleeps(code.formatted("sleep"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"LockSupport.%sNanos(5);", "LockSupport.%sUntil(end);", "await().%sDelay(Duration.ofSeconds(1))"
            })
    void ruleFindsOtherWaysToLetTimePass(String code) {
        assertThat(sleeps(code.formatted(code.startsWith("await") ? "poll" : "park")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"await().pollDelay(Duration.ZERO)", "latch.await(1, TimeUnit.SECONDS)", "int sleepers = 1;"})
    void ruleLetsConditionsPass(String code) {
        assertThat(sleeps(code)).isEmpty();
    }

    private static List<String> sleeps(String source) {
        return SLEEP.matcher(source).results().map(found -> found.group()).toList();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> isOfTests(ROOT.relativize(file).toString()))
                    .toList();
        }
    }

    private static boolean isOfTests(String path) {
        boolean isHelper = path.startsWith("gitsync-testkit/") || path.startsWith("tests/");
        // This class names what it forbids.
        boolean isRule = path.endsWith("/NoSleepInTestsTest.java");
        return (isHelper || path.contains("/src/test/")) && !path.contains("/target/") && !isRule;
    }
}
