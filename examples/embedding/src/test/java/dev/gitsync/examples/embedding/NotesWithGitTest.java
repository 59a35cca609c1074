package dev.gitsync.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The notes behind Jetty, with the real git. */
final class NotesWithGitTest {
    @TempDir
    Path folder;

    @Test
    void clonesPushesAndPullsNotes() throws Exception {
        try (NotesServer wiki = NotesServer.start(folder.resolve("data"), 0)) {
            wiki.save(new Note("n1", null, "Welcome", "Hello\n", "Bob", "bob@example.org", Instant.now()));
            git(folder, "clone", "-q", as("ada", wiki), "clone");
            Path clone = folder.resolve("clone");
            assertThat(git(clone, "log", "-1", "--format=%an <%ae>")).isEqualTo("Bob <bob@example.org>\n");

            Files.writeString(clone.resolve("Welcome.md"), "Hello from git\n");
            git(clone, "commit", "-qam", "Say where from");
            git(clone, "push", "-q");
            Note pushed = wiki.notes().find("handbook", "n1").orElseThrow();
            assertThat(pushed.body()).isEqualTo("Hello from git\n");
            assertThat(pushed.author()).isEqualTo("Grace Hopper");

            wiki.save(new Note("n1", null, "Start here", "Hello again\n", "Bob", "bob@example.org", Instant.now()));
            git(clone, "pull", "-q");
            assertThat(git(clone, "ls-files")).isEqualTo("Start here.md\n");
            assertThat(Files.readString(clone.resolve("Start here.md"))).contains("Hello again\n");
        }
    }

    @Test
    void letsAReadOnlyUserCloneButNotPush() throws Exception {
        try (NotesServer wiki = NotesServer.start(folder.resolve("data"), 0)) {
            wiki.save(new Note("n1", null, "Welcome", "Hello\n", "Ada", "ada@example.org", Instant.now()));
            git(folder, "clone", "-q", as("bob", wiki), "clone");
            Path clone = folder.resolve("clone");
            Files.writeString(clone.resolve("Welcome.md"), "Bob was here\n");
            git(clone, "commit", "-qam", "Try it");

            assertThat(run(clone, "push").exitCode()).isNotZero();
            assertThat(wiki.notes().find("handbook", "n1").orElseThrow().body()).isEqualTo("Hello\n");
        }
    }

    private static String as(String user, NotesServer wiki) {
        return wiki.cloneUrl().replace("http://", "http://" + user + ":demo@");
    }

    private static String git(Path where, String... arguments) throws IOException, InterruptedException {
        Outcome outcome = run(where, arguments);
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        return outcome.output();
    }

    private static Outcome run(Path where, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "HOME", where.toString(),
                        "GIT_CONFIG_NOSYSTEM", "1",
                        "GIT_TERMINAL_PROMPT", "0",
                        "GIT_AUTHOR_NAME", "Grace Hopper",
                        "GIT_AUTHOR_EMAIL", "grace@example.org",
                        "GIT_COMMITTER_NAME", "Grace Hopper",
                        "GIT_COMMITTER_EMAIL", "grace@example.org"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    private record Outcome(int exitCode, String output) {}
}
