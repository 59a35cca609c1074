package dev.gitsync.testkit.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.RepositoryStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The shared fixture of the layers of {@link RepositoryStoreContract}: a store, a new space, and helper methods. */
abstract class RepositoryStoreFixture {
    static final String MAIN = "refs/heads/main";
    static final String WIKI = "refs/gitsync/wiki";
    static final String STATE = "refs/gitsync/state";

    RepositoryStore store;
    Space space;
    private final List<Space> used = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // Set before each test.
    RepositoryStoreFixture() {}

    /** Returns the store under test; the same instance for every call within a test. */
    protected abstract RepositoryStore store();

    /** Returns a space that has no repository yet; a different one for every call. By default, a space with a random id. */
    protected Space newSpace() {
        return new Space(new SpaceId(UUID.randomUUID().toString()), "", "A space");
    }

    /**
     * Returns another store on the same storage, as after a restart, or {@link #store()} if the store does not outlive
     * its process.
     */
    protected RepositoryStore reopened() {
        return store();
    }

    /** Returns the directory of the repository of a space, if it is on disk; the git command then checks it. */
    protected Optional<Path> directory(Space where) {
        return Optional.empty();
    }

    /**
     * Returns whether the store discards inserted and received objects when a repository is closed before a ref moved.
     * A store for use on a server must do so: otherwise every refused push takes up space.
     */
    protected boolean forgetsWhatNoRefPointsTo() {
        return true;
    }

    @BeforeEach
    final void begin() {
        store = store();
        space = anotherSpace();
    }

    /** Checks after every test that git finds no errors. */
    @AfterEach
    final void fsckIsClean() throws Exception {
        for (Space each : used) {
            Optional<Path> directory = directory(each);
            if (directory.isPresent() && directory.get().toFile().exists()) {
                fsck(directory.get());
            }
        }
    }

    final Space anotherSpace() {
        Space fresh = newSpace();
        used.add(fresh);
        return fresh;
    }

    /** Inserts a commit of one file that contains {@code text}, and flushes it. */
    static ObjectId commit(Repository repository, String text, ObjectId... parents) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId commit = commit(inserter, text, parents);
            inserter.flush();
            return commit;
        }
    }

    static ObjectId commit(ObjectInserter inserter, String text, ObjectId... parents) throws IOException {
        TreeFormatter tree = new TreeFormatter();
        tree.append("page.md", FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, bytes(text)));
        return commit(inserter, tree, text, parents);
    }

    /** Inserts a tree and a commit of it. */
    static ObjectId commit(ObjectInserter inserter, TreeFormatter tree, String message, ObjectId... parents)
            throws IOException {
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(inserter.insert(tree));
        commit.setParentIds(parents);
        PersonIdent somebody = new PersonIdent("Ada", "ada@example.org", Instant.EPOCH, ZoneOffset.UTC);
        commit.setAuthor(somebody);
        commit.setCommitter(somebody);
        commit.setMessage(message + "\n");
        return inserter.insert(commit);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static ReceiveCommand move(String ref, ObjectId from, ObjectId to) {
        return new ReceiveCommand(from, to, ref);
    }

    /** Updates refs atomically, as the engine does, and returns whether they moved. */
    static boolean moveTogether(Repository repository, ReceiveCommand... commands) throws IOException {
        BatchRefUpdate batch = repository.getRefDatabase().newBatchUpdate();
        batch.setAtomic(true).setAllowNonFastForwards(true).disableRefLog();
        for (ReceiveCommand command : commands) {
            batch.addCommand(command);
        }
        try (RevWalk walk = new RevWalk(repository)) {
            batch.execute(walk, NullProgressMonitor.INSTANCE);
        }
        long moved = batch.getCommands().stream()
                .filter(command -> command.getResult() == ReceiveCommand.Result.OK)
                .count();
        assertThat(moved).as("an atomic batch moves all or none").isIn(0L, (long) commands.length);
        return moved > 0;
    }

    /** Returns the id of a ref; the zero id if there is no such ref. */
    static ObjectId ref(Repository repository, String name) throws IOException {
        @Nullable Ref ref = repository.exactRef(name);
        return ref == null || ref.getObjectId() == null ? ObjectId.zeroId() : ref.getObjectId();
    }

    static String message(Repository repository, ObjectId commit) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.parseCommit(commit).getFullMessage();
        }
    }

    /** Runs all tasks concurrently. */
    static <T> List<T> concurrently(List<Callable<T>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        var barrier = new CyclicBarrier(tasks.size());
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> task : tasks) {
                futures.add(threads.submit(() -> {
                    barrier.await(30, TimeUnit.SECONDS);
                    return task.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    static void fsck(Path directory) throws Exception {
        ProcessBuilder git =
                new ProcessBuilder("git", "--git-dir=" + directory, "fsck", "--full", "--strict", "--no-dangling");
        git.redirectErrorStream(true).environment().put("GIT_CONFIG_NOSYSTEM", "1");
        Process process = git.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        // An unborn main is not an error, and warnings about git's renamed settings are not relevant here.
        List<String> findings = output.lines()
                .filter(line -> !line.startsWith("notice:") && !line.startsWith("warning: core."))
                .toList();
        assertThat(findings).as("git fsck of %s", directory).isEmpty();
        assertThat(exitCode).as(output).isZero();
    }
}
