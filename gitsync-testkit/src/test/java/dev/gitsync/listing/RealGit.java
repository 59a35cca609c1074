package dev.gitsync.listing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The machine's own git, working in a folder, out of reach of the machine's configuration and of a terminal. */
final class RealGit {
    private final Path folder;

    RealGit(Path folder) {
        this.folder = folder;
    }

    /** A fresh clone in {@code folder}. */
    static RealGit clone(String url, Path folder) {
        new RealGit(folder.resolveSibling(".")).ok("clone", "-q", url, folder.toString());
        return new RealGit(folder);
    }

    /** Runs git and wants it to succeed. */
    String ok(String... arguments) {
        Outcome outcome = run(arguments);
        if (outcome.exitCode() != 0) {
            throw new AssertionError("git " + String.join(" ", arguments) + " failed: " + outcome);
        }
        return outcome.output().strip();
    }

    Outcome run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
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
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end");
            }
            return new Outcome(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    RealGit write(String path, String text) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String path) {
        try {
            return Files.readString(folder.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commits all there is. */
    RealGit commit(String message) {
        ok("add", "-A");
        ok("commit", "-q", "-m", message);
        return this;
    }

    /** The tracked files. */
    List<String> files() {
        return ok("ls-files").lines().toList();
    }

    /** How a run ended, and what it said. */
    record Outcome(int exitCode, String output) {}
}
