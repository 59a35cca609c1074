package dev.gitsync.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryState;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * The installed {@code git} in its own folder, without the configuration of the machine and without a terminal. Every
 * call ends after at most {@link #TIMEOUT}.
 */
public final class GitClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Path folder;
    private final Map<String, String> environment;

    private GitClient(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** Returns a client whose home and working directory is {@code home}. */
    public static GitClient at(Path home) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        environment.put("HOME", home.toString());
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_TERMINAL_PROMPT", "0");
        // Temporary clones need no maintenance, which starts a process after each commit, and no durable files.
        environment.put("GIT_CONFIG_COUNT", "2");
        environment.put("GIT_CONFIG_KEY_0", "maintenance.auto");
        environment.put("GIT_CONFIG_VALUE_0", "false");
        environment.put("GIT_CONFIG_KEY_1", "core.fsync");
        environment.put("GIT_CONFIG_VALUE_1", "none");
        for (String role : List.of("AUTHOR", "COMMITTER")) {
            environment.put("GIT_" + role + "_NAME", "Ada");
            environment.put("GIT_" + role + "_EMAIL", "ada@example.org");
        }
        return new GitClient(home, Map.copyOf(environment));
    }

    /**
     * Clones {@code url} into a folder below, as git does, and returns the client there. JGit clones within this
     * process, because the processes of git take 100 ms of CPU over HTTP.
     */
    public GitClient clone(String url, String name) {
        RealGit.clone(folder, url, name);
        return in(name);
    }

    /** Returns the same client in a folder below. */
    public GitClient in(String child) {
        return new GitClient(folder.resolve(child), environment);
    }

    /** Returns the same client with one more environment variable. */
    public GitClient with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new GitClient(folder, Map.copyOf(more));
    }

    /** Returns the working directory. */
    public Path folder() {
        return folder;
    }

    /** Runs git, and returns its outcome. */
    public Outcome run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(Arrays.asList(arguments));
        try {
            Path stdout = Files.createTempFile("git", ".out");
            Path stderr = Files.createTempFile("git", ".err");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(
                                Path.of("/dev/null").toFile()))
                        .redirectOutput(stdout.toFile())
                        .redirectError(stderr.toFile());
                builder.environment().clear();
                builder.environment().putAll(environment);
                return new Outcome(exitCode(builder.start(), command), read(stdout), read(stderr));
            } finally {
                Files.deleteIfExists(stdout);
                Files.deleteIfExists(stderr);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs git, requires success, and returns the trimmed output. */
    public String ok(String... arguments) {
        Outcome outcome = run(arguments);
        if (outcome.exitCode() != 0) {
            throw new AssertionError("git " + String.join(" ", arguments) + " failed: " + outcome);
        }
        return outcome.stdout().strip();
    }

    /** Writes a file. */
    public void write(String file, String text) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file and commits it within this process, because starting git takes longer than the commit. */
    public void commit(String file, String text) {
        write(file, text);
        try (Repository repository = repository();
                ObjectInserter inserter = repository.newObjectInserter()) {
            if (repository.getRepositoryState() != RepositoryState.SAFE
                    || environment.containsKey("GIT_COMMITTER_DATE")) {
                ok("add", file);
                ok("commit", "-q", "-m", "Write " + file);
                return;
            }
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            ObjectId blob = inserter.insert(Constants.OBJ_BLOB, bytes);
            DirCache files = repository.lockDirCache();
            DirCacheEditor editor = files.editor();
            editor.add(new DirCacheEditor.PathEdit(file) {
                @Override
                public void apply(DirCacheEntry entry) {
                    if (entry.getRawMode() == 0) {
                        entry.setFileMode(FileMode.REGULAR_FILE);
                    }
                    entry.setObjectId(blob);
                    entry.setLength(bytes.length);
                }
            });
            editor.commit();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(files.writeTree(inserter));
            ObjectId head = repository.resolve(Constants.HEAD);
            commit.setParentIds(head == null ? new ObjectId[0] : new ObjectId[] {head});
            commit.setAuthor(person("AUTHOR"));
            commit.setCommitter(person("COMMITTER"));
            commit.setMessage("Write " + file + "\n");
            RefUpdate update = repository.updateRef(Constants.HEAD);
            update.setNewObjectId(inserter.insert(commit));
            inserter.flush();
            RefUpdate.Result result = update.update();
            if (result != RefUpdate.Result.NEW && result != RefUpdate.Result.FAST_FORWARD) {
                throw new AssertionError("HEAD does not move: " + result);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Repository repository() throws IOException {
        return new FileRepositoryBuilder()
                .setGitDir(folder.resolve(".git").toFile())
                .setWorkTree(folder.toFile())
                .build();
    }

    private PersonIdent person(String role) {
        return new PersonIdent(
                environment.getOrDefault("GIT_" + role + "_NAME", ""),
                environment.getOrDefault("GIT_" + role + "_EMAIL", ""));
    }

    private static int exitCode(Process process, List<String> command) {
        try {
            if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " did not end within " + TIMEOUT);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /** The outcome of a run. */
    public record Outcome(int exitCode, String stdout, String stderr) {}
}
