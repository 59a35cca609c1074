package dev.gitsync.examples.jspwiki;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The installed git. */
final class Git {
    private Git() {}

    /** Runs a command that succeeds, and returns its output. */
    static String git(Path folder, String... arguments) {
        Outcome outcome = run(folder, arguments);
        assertThat(outcome.exitCode())
                .as(String.join(" ", arguments) + ": " + outcome.output())
                .isZero();
        return outcome.output();
    }

    /** Commits all changes and pushes them. */
    static Outcome push(Path clone, String message) {
        git(clone, "add", "-A");
        git(clone, "commit", "-qm", message);
        return run(clone, "push");
    }

    static Outcome run(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
        builder.environment()
                .putAll(Map.of(
                        "HOME", folder.toString(),
                        "LC_ALL", "C.UTF-8",
                        "GIT_CONFIG_NOSYSTEM", "1",
                        "GIT_TERMINAL_PROMPT", "0",
                        "GIT_AUTHOR_NAME", "Grace Hopper",
                        "GIT_AUTHOR_EMAIL", "grace@example.org",
                        "GIT_COMMITTER_NAME", "Grace Hopper",
                        "GIT_COMMITTER_EMAIL", "grace@example.org"));
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException e) {
            throw new AssertionError("git does not run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** The exit code and the output of git, in one line. */
    record Outcome(int exitCode, String output) {
        void assertRefused(String sentence) {
            assertThat(exitCode).as(output).isNotZero();
            assertThat(output.replaceAll("\\s+(remote: )?", " ")).contains(sentence);
        }
    }
}
