package dev.gitsync.redis;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
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

/** Somebody who pushes through each of two replicas, both replicas' polls, and somebody who edits. */
final class Crowd {
    private static final Person ADA = new Person("Ada", "ada@example.org");

    private final Space space;
    private final PageStore wiki;
    private final List<GitSync> replicas;
    private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> refused = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> edits = new ConcurrentLinkedQueue<>();
    private volatile boolean isOver;

    Crowd(Space space, PageStore wiki, GitSync one, GitSync other) {
        this.space = space;
        this.wiki = wiki;
        this.replicas = List.of(one, other);
    }

    /** What goes wrong meanwhile. */
    interface Trouble {
        void happen() throws Exception;
    }

    /** Lets everybody work, the trouble happen, and everybody work on; then looks what came of it. */
    void work(Trouble trouble) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<?>> people = new ArrayList<>();
        for (GitSync replica : replicas) {
            String name = "pusher-" + replicas.indexOf(replica);
            people.add(threads.submit(() -> pushes(replica, name)));
            people.add(threads.submit(() -> polls(replica)));
        }
        people.add(threads.submit(this::edits));
        untilTwoMoreAreTaken();
        trouble.happen();
        untilTwoMoreAreTaken();
        isOver = true;
        for (Future<?> person : people) {
            person.get(30, TimeUnit.SECONDS);
        }
        threads.shutdown();
        look();
    }

    private void untilTwoMoreAreTaken() throws InterruptedException {
        untilMoreAreTaken(2);
    }

    /** Waits until that many more pushes were taken. */
    void untilMoreAreTaken(int pushes) throws InterruptedException {
        int before = acknowledged.size();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (acknowledged.size() < before + pushes) {
            assertThat(System.nanoTime()).as("pushes are taken").isLessThan(end);
            Thread.sleep(10);
        }
    }

    private Void pushes(GitSync replica, String name) throws IOException {
        for (int i = 0; !isOver; i++) {
            String title = name + "-" + i;
            (push(replica, title) instanceof PushResult.Accepted ? acknowledged : refused).add(title);
        }
        return null;
    }

    private Void polls(GitSync replica) throws InterruptedException {
        while (!isOver) {
            replica.runOnce(space.id());
            Thread.sleep(20);
        }
        return null;
    }

    private Void edits() throws InterruptedException {
        WikiEditor editor = new WikiEditor(wiki, space);
        for (int i = 0; !isOver; i++) {
            String title = "edit-" + i;
            editor.create(null, title, title + "\n", Provenance.wiki(ADA, Instant.now(), title));
            edits.add(title);
            Thread.sleep(40);
        }
        return null;
    }

    private void look() {
        List<String> titles = wiki.pages(space, null, 100_000).stream()
                .map(Page::content)
                .map(content -> content.title())
                .toList();
        assertThat(titles).as("no page twice").doesNotHaveDuplicates();
        assertThat(titles).as("every acknowledged push").containsAll(acknowledged);
        assertThat(titles).as("every edit").containsAll(edits);
        List<Change> feed = wiki.changes(space, Cursor.START, 100_000).changes();
        assertThat(feed)
                .as("every page was made once")
                .hasOnlyElementsOfType(Revision.class)
                .extracting(Change::page)
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
