package dev.gitsync.benchmarks.client;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A program of the machine, run to its end. */
public final class Command {
    private final List<String> words;
    private final Map<String, String> environment = new HashMap<>();
    private @Nullable Path folder;
    private @Nullable Path input;
    private boolean mergesErrors;

    private Command(List<String> words) {
        this.words = words;
    }

    /** Git without the user's and the machine's configuration, and without anything that asks. */
    public static Command git(String... words) {
        List<String> all = new ArrayList<>(List.of("git", "-c", "gc.auto=0", "-c", "advice.detachedHead=false"));
        all.addAll(List.of(words));
        return new Command(all)
                .with("GIT_CONFIG_NOSYSTEM", "1")
                .with("GIT_CONFIG_GLOBAL", "/dev/null")
                .with("GIT_TERMINAL_PROMPT", "0")
                .with("GIT_AUTHOR_NAME", "Ada")
                .with("GIT_AUTHOR_EMAIL", "ada@example.org")
                .with("GIT_COMMITTER_NAME", "Ada")
                .with("GIT_COMMITTER_EMAIL", "ada@example.org");
    }

    /** Git with the filters of Git LFS, as {@code git lfs install} configures them. */
    public static Command gitLfs(String... words) {
        List<String> all = new ArrayList<>(List.of(
                "-c", "filter.lfs.process=git-lfs filter-process",
                "-c", "filter.lfs.clean=git-lfs clean -- %f",
                "-c", "filter.lfs.smudge=git-lfs smudge -- %f",
                "-c", "filter.lfs.required=true"));
        all.addAll(List.of(words));
        return git(all.toArray(String[]::new));
    }

    /** Any program. */
    public static Command of(String... words) {
        return new Command(List.of(words));
    }

    /** Sets a variable of the environment. */
    public Command with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** The same, killed with all processes that it has started if it takes longer. */
    public Command endingAfter(int seconds) {
        List<String> all = new ArrayList<>(List.of("timeout", "-s", "KILL", String.valueOf(seconds)));
        all.addAll(words);
        Command ending = new Command(all);
        ending.environment.putAll(environment);
        ending.folder = folder;
        ending.input = input;
        ending.mergesErrors = mergesErrors;
        return ending;
    }

    /** Has {@link #run} answer what it prints as errors, too. */
    public Command withErrors() {
        mergesErrors = true;
        return this;
    }

    /** Runs it in a folder. */
    public Command in(Path where) {
        folder = where;
        return this;
    }

    /** Hands it a file to read. */
    public Command reading(Path file) {
        input = file;
        return this;
    }

    /**
     * Runs it to its end and answers how long that took, in milliseconds by the monotonic clock.
     *
     * @throws IllegalStateException when it fails; the message has what it printed
     */
    public double millis() {
        long begin = System.nanoTime();
        run();
        return (System.nanoTime() - begin) / 1e6;
    }

    /**
     * Runs it to its end and answers what it printed, without errors: git reports some of them and goes on.
     *
     * @throws IllegalStateException when it fails; the message has what it printed, with its errors
     */
    public String run() {
        Ended ended = ended();
        if (ended.exit != 0) {
            throw new IllegalStateException(
                    String.join(" ", words) + " failed (" + ended.exit + "): " + ended.printed + ended.errors);
        }
        return ended.printed;
    }

    /** Runs it to its end and answers whether it did what it should. */
    public boolean succeeds() {
        return ended().exit == 0;
    }

    private record Ended(int exit, String printed, String errors) {}

    private Ended ended() {
        try {
            Path errors = Files.createTempFile("gitsync-command", ".err");
            try {
                return ended(errors);
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(words.get(0) + " could not be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Ended ended(Path errors) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(mergesErrors)
                .redirectError(mergesErrors ? Redirect.PIPE : Redirect.to(errors.toFile()))
                .redirectInput(Redirect.from(input == null ? new File("/dev/null") : input.toFile()));
        builder.environment().putAll(environment);
        if (folder != null) {
            builder.directory(folder.toFile());
        }
        Process process = builder.start();
        String printed;
        try (InputStream out = process.getInputStream()) {
            printed = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
        // Git may quote a path in another charset than UTF-8.
        return new Ended(process.waitFor(), printed, Files.readString(errors, StandardCharsets.ISO_8859_1));
    }

    /** Deletes a folder and what is in it, if it is there. */
    public static void delete(Path folder) {
        if (Files.exists(folder)) {
            of("rm", "-rf", folder.toString()).run();
        }
    }
}
