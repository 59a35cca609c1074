package dev.gitsync.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/**
 * The machine's git in a folder of its own, out of reach of the machine's configuration; also writes what git would
 * not.
 *
 * <p>More than 300 lines: one short method for each command of git that tests use.
 */
public final class RealGit {
    private static final long TIMEOUT_SECONDS = 60;
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    private final Path home;
    private final Path folder;

    private RealGit(Path home, Path folder) {
        this.home = home;
        this.folder = folder;
    }

    /** Returns git in an existing repository, with its configuration in {@code home}. */
    public static RealGit in(Path home, Path repository) {
        return new RealGit(home, repository);
    }

    /** Clones {@code url} into {@code home} as git does; JGit starts no process for it. */
    public static RealGit clone(Path home, String url) {
        return clone(home, url, "clone");
    }

    static RealGit clone(Path home, String url, String name) {
        RealGit git = new RealGit(home, home.resolve(name));
        try (Git clone = Git.cloneRepository()
                .setURI(url)
                .setDirectory(git.folder.toFile())
                .call()) {
            RefUpdate head = clone.getRepository().updateRef("refs/remotes/origin/HEAD");
            head.link("refs/remotes/origin/main");
        } catch (GitAPIException | IOException e) {
            throw new AssertionError("Clone of " + url + " failed", e);
        }
        return git;
    }

    public Path folder() {
        return folder;
    }

    /** Runs git and requires success. */
    public String ok(String... arguments) {
        return ok(new byte[0], arguments);
    }

    /** Runs git with input, requires success, and returns the trimmed output. */
    public String ok(byte[] input, String... arguments) {
        Outcome outcome = run(folder, input, arguments);
        assertThat(outcome.exitCode()).as("%s: %s", List.of(arguments), outcome).isZero();
        return outcome.stdout().strip();
    }

    /** Runs git with input, requires success, and returns the output unchanged. */
    public byte[] bytes(byte[] input, String... arguments) {
        ok(input, arguments);
        try {
            return Files.readAllBytes(home.resolve("stdout"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the top of {@code depth} nested folders. The last one contains a file {@code d}. */
    public String deepTree(String file, int depth) {
        try (FileRepository repository = repository();
                // Writes one pack, because writing ten thousand loose objects takes seconds.
                ObjectInserter inserter = repository.getObjectDatabase().newPackInserter()) {
            ObjectId id = ObjectId.fromString(file);
            for (int i = 0; i <= depth; i++) {
                TreeFormatter tree = new TreeFormatter();
                tree.append("d", i == 0 ? FileMode.REGULAR_FILE : FileMode.TREE, id);
                id = inserter.insert(tree);
            }
            inserter.flush();
            return id.name();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Outcome run(String... arguments) {
        return run(folder, new byte[0], arguments);
    }

    public RealGit write(String path, String content) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ObjectId blob = ObjectId.fromString(blob(content));
        try (FileRepository repository = repository()) {
            DirCacheEditor editor = repository.lockDirCache().editor();
            editor.add(new DirCacheEditor.PathEdit(path) {
                @Override
                public void apply(DirCacheEntry entry) {
                    if (entry.getRawMode() == 0) {
                        entry.setFileMode(FileMode.REGULAR_FILE);
                    }
                    entry.setObjectId(blob);
                    entry.setLength(content.getBytes(StandardCharsets.UTF_8).length);
                }
            });
            editor.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Commits the added files within this process. */
    public String commit(String message) {
        try (FileRepository repository = repository();
                ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId tree = repository.readDirCache().writeTree(inserter);
            ObjectId head = repository.resolve(Constants.HEAD);
            ObjectId id = inserter.insert(commit(tree, head, Instant.now(), message + "\n"));
            inserter.flush();
            RefUpdate update = repository.updateRef(Constants.HEAD);
            update.setNewObjectId(id);
            assertThat(update.update()).isEqualTo(RefUpdate.Result.FAST_FORWARD);
            return id.name();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CommitBuilder commit(ObjectId tree, ObjectId parent, Instant time, String message) {
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree);
        commit.setParentId(parent);
        commit.setAuthor(new PersonIdent("Ada", "ada@example.org", time, ZoneOffset.UTC));
        commit.setCommitter(commit.getAuthor());
        commit.setMessage(message);
        return commit;
    }

    /** Returns the id of a revision in the clone. */
    public String id(String revision) {
        try (FileRepository repository = repository()) {
            return repository.resolve(revision).name();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String blob(String content) {
        return insert(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a tree of exactly these entries, in this order. */
    public String tree(Entry... entries) {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        for (Entry entry : entries) {
            raw.writeBytes((entry.mode() + " " + entry.name() + "\0").getBytes(StandardCharsets.ISO_8859_1));
            byte[] id = new byte[20];
            ObjectId.fromString(entry.id()).copyRawTo(id, 0);
            raw.writeBytes(id);
        }
        return insert(Constants.OBJ_TREE, raw.toByteArray());
    }

    /** Returns a commit of a tree on top of the checked-out commit. */
    public String commitOf(String tree) {
        return commitOf(tree, Constants.HEAD);
    }

    /** Returns a commit of a tree on top of {@code parent}. */
    public String commitOf(String tree, String parent) {
        try (FileRepository repository = repository();
                ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(
                    commit(ObjectId.fromString(tree), repository.resolve(parent), Instant.now(), "A tree by hand\n"));
            inserter.flush();
            return id.name();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a commit of exactly these bytes. */
    public String rawCommit(String bytes) {
        return insert(Constants.OBJ_COMMIT, bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Returns a commit of one more root file on top of {@code base}, which need not be checked out; always the same commit. */
    public String commitOn(String base, String file, String text) {
        String blob = blob(text);
        try (FileRepository repository = repository();
                ObjectReader reader = repository.newObjectReader();
                ObjectInserter inserter = repository.newObjectInserter()) {
            DirCache files = DirCache.read(reader, repository.resolve(base + "^{tree}"));
            DirCacheEditor editor = files.editor();
            editor.add(new DirCacheEditor.PathEdit(file) {
                @Override
                public void apply(DirCacheEntry entry) {
                    entry.setFileMode(FileMode.REGULAR_FILE);
                    entry.setObjectId(ObjectId.fromString(blob));
                }
            });
            editor.finish();
            ObjectId tree = files.writeTree(inserter);
            ObjectId id = inserter.insert(commit(tree, repository.resolve(base), LONG_AGO, "Add " + file));
            inserter.flush();
            return id.name();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes an object, valid or not, within this process, because starting git takes longer than the write. */
    private String insert(int type, byte[] content) {
        try (FileRepository repository = repository();
                ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(type, content);
            inserter.flush();
            return id.name();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FileRepository repository() throws IOException {
        return new FileRepository(folder.resolve(".git").toFile());
    }

    public Outcome push(String commit, String... more) {
        List<String> arguments = new ArrayList<>(List.of("push", "origin", commit + ":refs/heads/main"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    /** Pushes a commit to main within this process, and requires that it is accepted. */
    public void pushWithoutProcess(String commit) {
        try (FileRepository repository = repository();
                Git git = new Git(repository)) {
            for (PushResult result : git.push()
                    .setRefSpecs(new RefSpec(commit + ":refs/heads/main"))
                    .call()) {
                assertThat(result.getRemoteUpdate("refs/heads/main").getStatus())
                        .as(result.getMessages())
                        .isEqualTo(RemoteRefUpdate.Status.OK);
            }
        } catch (GitAPIException | IOException e) {
            throw new AssertionError("Push of " + commit + " failed", e);
        }
    }

    private Outcome run(Path where, byte[] input, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            Path in = Files.write(home.resolve("stdin"), input);
            Path out = home.resolve("stdout");
            Path err = home.resolve("stderr");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(where.toFile())
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            String path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
            builder.environment().clear();
            builder.environment().putAll(environment(path));
            Process process = builder.start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError(command + " did not end");
            }
            return new Outcome(process.exitValue(), text(out), text(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private Map<String, String> environment(String path) {
        return Map.ofEntries(
                Map.entry("PATH", path),
                Map.entry("HOME", home.toString()),
                Map.entry("LC_ALL", "C.UTF-8"),
                Map.entry("GIT_CONFIG_NOSYSTEM", "1"),
                Map.entry("GIT_TERMINAL_PROMPT", "0"),
                Map.entry("GIT_AUTHOR_NAME", "Ada"),
                Map.entry("GIT_AUTHOR_EMAIL", "ada@example.org"),
                Map.entry("GIT_COMMITTER_NAME", "Ada"),
                Map.entry("GIT_COMMITTER_EMAIL", "ada@example.org"),
                // Clones that a test throws away need no upkeep, which takes a process after each commit, and no
                // durable files.
                Map.entry("GIT_CONFIG_COUNT", "2"),
                Map.entry("GIT_CONFIG_KEY_0", "maintenance.auto"),
                Map.entry("GIT_CONFIG_VALUE_0", "false"),
                Map.entry("GIT_CONFIG_KEY_1", "core.fsync"),
                Map.entry("GIT_CONFIG_VALUE_1", "none"));
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /** One entry of a tree, valid or not; each character of the name is one byte. */
    public record Entry(String mode, String name, String id) {
        public static Entry of(String mode, String name, String id) {
            String bytes = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            return new Entry(mode, bytes, id);
        }
    }

    /** Commits all files. */
    public RealGit commitAll(String message) {
        ok("add", "-A");
        ok("commit", "-q", "-m", message);
        return this;
    }

    /** Returns the tracked files. */
    public List<String> files() {
        return ok("ls-files").lines().toList();
    }

    /** Returns the text of a file. */
    public String read(String path) {
        try {
            return text(folder.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The outcome of a run. */
    public record Outcome(int exitCode, String stdout, String stderr) {
        /** Returns the messages of the server, with wrapped lines joined. */
        public String serverOutput() {
            return stderr.replaceAll("(?m)^remote: ?", "").replaceAll("[ \t\u001b\\[K]*\n", "\n");
        }
    }
}
