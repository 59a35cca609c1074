package dev.gitsync.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.GitSync;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Page;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.store.PageStore;
import dev.gitsync.testkit.WikiEditor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Two users who push through one replica each, the polls of both replicas, and one user who edits in the wiki. */
final class ConcurrentClients {
    private static final Person ADA = new Person("Ada", "ada@example.org");

    private final Space space;
    private final PageStore wiki;
    private final List<GitSync> replicas;
    private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> refused = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> edits = new ConcurrentLinkedQueue<>();
    private final List<Future<?>> people = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);

    ConcurrentClients(Space space, PageStore wiki, GitSync one, GitSync other) {
        this.space = space;
        this.wiki = wiki;
        this.replicas = List.of(one, other);
    }

    /** A failure that a test causes while the clients work. */
    interface Failure {
        void happen() throws Exception;
    }

    /** Runs all clients, causes the failure, lets the clients finish, and checks the result. */
    void work(Failure trouble) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        for (GitSync replica : replicas) {
            people.add(threads.submit(() -> pushes(replica)));
            people.add(threads.submit(() -> polls(replica)));
        }
        people.add(threads.submit(this::edits));
        awaitPushes(2);
        trouble.happen();
        awaitPushes(2);
        end.countDown();
        for (Future<?> person : people) {
            person.get(30, TimeUnit.SECONDS);
        }
        threads.shutdown();
        look();
    }

    /** Waits until the replicas have accepted that many more pushes. */
    void awaitPushes(int pushes) {
        untilMore(pushes, acknowledged::size);
    }

    /** Waits until this replica has accepted that many more pushes. */
    void awaitPushesTo(GitSync replica, int pushes) {
        String prefix = pusher(replica);
        untilMore(pushes, () -> (int)
                acknowledged.stream().filter(title -> title.startsWith(prefix)).count());
    }

    /** Waits while the clients go on, for as long as a lease or a failure lasts. */
    void keepWorking(Duration time) {
        await("everybody works on")
                .during(time)
                .atMost(time.plusSeconds(30))
                .until(() -> people.stream().noneMatch(Future::isDone));
    }

    private static void untilMore(int count, Callable<Integer> counter) {
        try {
            int before = counter.call();
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> counter.call() >= before + count);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String pusher(GitSync replica) {
        return "pusher-" + replicas.indexOf(replica) + "-";
    }

    private Void pushes(GitSync replica) throws IOException {
        for (int i = 0; end.getCount() > 0; i++) {
            String title = pusher(replica) + i;
            (push(replica, title) instanceof PushResult.Accepted ? acknowledged : refused).add(title);
        }
        return null;
    }

    private Void polls(GitSync replica) throws InterruptedException {
        do {
            replica.runOnce(space.id());
        } while (!end.await(20, TimeUnit.MILLISECONDS));
        return null;
    }

    private Void edits() throws InterruptedException {
        WikiEditor editor = new WikiEditor(wiki, space);
        for (int i = 0; !end.await(40, TimeUnit.MILLISECONDS); i++) {
            String title = "edit-" + i;
            editor.create(null, title, title + "\n", Provenance.wiki(ADA, Instant.now(), title));
            edits.add(title);
        }
        return null;
    }

    private void look() {
        List<String> titles = wiki.pages(space, null, 100_000).stream()
                .map(Page::content)
                .map(content -> content.title())
                .toList();
        assertThat(titles).as("titles of pages").doesNotHaveDuplicates();
        assertThat(titles).as("titles of acknowledged pushes").containsAll(acknowledged);
        assertThat(titles).as("titles of edits").containsAll(edits);
        List<Change> feed = wiki.changes(space, Cursor.START, 100_000).changes();
        assertThat(feed)
                .as("revisions that create a page")
                .hasOnlyElementsOfType(Revision.class)
                .extracting(Change::id)
                .doesNotHaveDuplicates();
        for (GitSync replica : replicas) {
            assertThat(replica.verify(space.id()))
                    .isInstanceOfSatisfying(
                            VerifyReport.Verified.class,
                            proof -> assertThat(proof.differences()).isEmpty());
        }
    }

    /** Pushes a new page. */
    private PushResult push(GitSync replica, String title) throws IOException {
        try (Repository repository = replica.open(space);
                ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId main = repository.resolve(Constants.R_HEADS + "main");
            DirCache files = DirCache.newInCore();
            DirCacheBuilder builder = files.builder();
            if (main != null) {
                try (TreeWalk walk = new TreeWalk(repository)) {
                    walk.addTree(repository.parseCommit(main).getTree());
                    walk.setRecursive(true);
                    while (walk.next()) {
                        builder.add(entry(walk.getPathString(), walk.getObjectId(0)));
                    }
                }
            }
            byte[] text = (title + "\n").getBytes(StandardCharsets.UTF_8);
            builder.add(entry(title + ".md", inserter.insert(Constants.OBJ_BLOB, text)));
            builder.finish();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(files.writeTree(inserter));
            if (main != null) {
                commit.setParentId(main);
            }
            commit.setAuthor(new PersonIdent(ADA.name(), ADA.email()));
            commit.setCommitter(commit.getAuthor());
            commit.setMessage(title);
            ObjectId pushed = inserter.insert(commit);
            inserter.flush();
            ObjectId seen = main == null ? ObjectId.zeroId() : main;
            return replica.ingestPush(
                    space,
                    repository,
                    new Pusher("ada", ADA, false),
                    new PushAttempt.Proposal(seen, pushed, List.of()));
        }
    }

    private static DirCacheEntry entry(String path, ObjectId blob) {
        DirCacheEntry entry = new DirCacheEntry(path);
        entry.setFileMode(FileMode.REGULAR_FILE);
        entry.setObjectId(blob);
        return entry;
    }
}
