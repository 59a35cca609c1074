package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.demo.DemoOptions;
import dev.gitsync.demo.DemoWiki;
import dev.gitsync.demo.database.TestPostgres;
import dev.gitsync.jdbi.JdbiPageStore;
import dev.gitsync.jdbi.JdbiSpaces;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.tests.GitClient;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.embedded.RedisServer;

/**
 * Many users work at the same time with three replicas over one PostgreSQL and one Redis: git users clone, pull and
 * push, and others edit in the wiki. In the end, wiki and git are equal everywhere, and no acknowledged change is
 * missing.
 *
 * <p>Short in the normal tests. The profile {@code soak} runs it for two minutes with 30 spaces, 20 git users and 20
 * editors.
 */
class SoakTest {
    private static final Logger LOG = LoggerFactory.getLogger(SoakTest.class);
    private static final int SECONDS = Integer.getInteger("gitsync.soak.seconds", 3);
    private static final int SPACES = Integer.getInteger("gitsync.soak.spaces", 4);
    private static final int PEOPLE = Integer.getInteger("gitsync.soak.people", 4);
    private static final int REPLICAS = 3;
    private static final Person GRACE = new Person("Grace", "grace@example.org");

    private final Queue<String> pushed = new ConcurrentLinkedQueue<>();
    private final Queue<String> edited = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pulls = new AtomicInteger();
    private final AtomicInteger overtaken = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger unavailable = new AtomicInteger();
    private final AtomicInteger otherRefusals = new AtomicInteger();
    private final AtomicInteger staleEdits = new AtomicInteger();

    @Test
    void convergesWithThreeReplicas(@TempDir Path folder) throws Exception {
        int redisPort;
        try (ServerSocket socket = new ServerSocket(0)) {
            redisPort = socket.getLocalPort();
        }
        RedisServer redis = RedisServer.newRedisServer()
                .port(redisPort)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .build();
        redis.start();
        List<DemoWiki> replicas = new ArrayList<>();
        String database = TestPostgres.url(TestPostgres.newDatabase());
        try {
            for (int i = 0; i < REPLICAS; i++) {
                replicas.add(DemoWiki.start(DemoOptions.in(folder.resolve("replica-" + i))
                        .withPostgres(database)
                        .withRedis("redis://127.0.0.1:" + redisPort)));
            }
            Jdbi jdbi = Jdbi.create(database);
            List<Space> spaces = new ArrayList<>();
            for (int i = 0; i < SPACES; i++) {
                spaces.add(new JdbiSpaces(jdbi).create(new SpaceId("soak-" + i), "", "Soak " + i, true));
            }
            work(folder, replicas, new JdbiPageStore(jdbi), spaces);
            look(folder, replicas, new JdbiPageStore(jdbi), spaces);
        } finally {
            replicas.forEach(DemoWiki::close);
            redis.stop();
        }
    }

    private void work(Path folder, List<DemoWiki> replicas, JdbiPageStore wiki, List<Space> spaces) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<Integer>> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            Space space = spaces.get(i % spaces.size());
            people.add(threads.submit(gitUser(folder, replicas, space, i, end)));
            people.add(threads.submit(editor(wiki, space, i, end)));
        }
        int operations = 0;
        for (Future<Integer> person : people) {
            operations += person.get();
        }
        threads.shutdown();
        System.out.printf(
                "soak: %d operations in %d s: %d pushes and %d edits taken, %d pulls; refused: %d overtaken, %d busy,"
                        + " %d times 503, %d others; %d edits repeated%n",
                operations,
                SECONDS,
                pushed.size(),
                edited.size(),
                pulls.get(),
                overtaken.get(),
                busy.get(),
                unavailable.get(),
                otherRefusals.get(),
                staleEdits.get());
        assertThat(pushed).isNotEmpty();
        assertThat(edited).isNotEmpty();
        assertThat(otherRefusals).hasValue(0);
    }

    /** Clones, and then pushes page after page, each to another replica. */
    private Callable<Integer> gitUser(Path folder, List<DemoWiki> replicas, Space space, int number, long end) {
        return () -> {
            Random random = new Random(number);
            String name = "git-" + number;
            GitClient home = GitClient.at(folder);
            home.ok("clone", "-q", url(replicas.get(number % REPLICAS), space), name);
            GitClient git = home.in(name);
            // A space without pages has no branch to check out yet.
            git.run("checkout", "-q", "-B", "main");
            int operations = 1;
            for (int i = 0; System.nanoTime() < end; i++) {
                String file = name + "-" + i;
                git.commit(file + ".md", file + "\n");
                for (int attempt = 0; attempt < 30; attempt++) {
                    git.ok("remote", "set-url", "origin", url(replicas.get(random.nextInt(REPLICAS)), space));
                    operations++;
                    GitClient.Outcome push = git.run("push", "-q", "origin", "main");
                    if (push.exitCode() == 0) {
                        pushed.add(space.id() + "/" + file);
                        break;
                    }
                    count(push.stderr());
                    operations++;
                    if (git.run("pull", "-q", "--rebase", "origin", "main").exitCode() == 0) {
                        pulls.incrementAndGet();
                    }
                }
            }
            return operations;
        };
    }

    private void count(String stderr) {
        if (stderr.contains("503")) {
            unavailable.incrementAndGet();
        } else if (stderr.contains("fetch first")
                || stderr.contains("stale info")
                || stderr.contains("non-fast-forward")) {
            overtaken.incrementAndGet();
        } else if (stderr.contains("try again")) {
            busy.incrementAndGet();
        } else {
            otherRefusals.incrementAndGet();
            LOG.warn("A push was refused: {}", stderr);
        }
    }

    /** Creates a page, and edits it repeatedly. */
    private Callable<Integer> editor(JdbiPageStore wiki, Space space, int number, long end) {
        return () -> {
            int operations = 0;
            for (int i = 0; System.nanoTime() < end; i++) {
                String title = "edit-" + number + "-" + i;
                PageId id = wiki.newPageId(space);
                apply(wiki, space, new PageChange.Create(id, new PageContent(null, title, "0\n"), edit(title)));
                for (int version = 1; version < 4; version++) {
                    PageContent content = new PageContent(null, title, version + "\n");
                    if (!apply(wiki, space, new PageChange.Update(id, version, version + "\n", content, edit(title)))) {
                        staleEdits.incrementAndGet();
                    }
                    operations++;
                    // Git asks a client to fetch first if main has moved, so an editor without pauses would block
                    // every push.
                    awaitPush(space, end);
                }
                edited.add(space.id() + "/" + title);
                operations++;
            }
            return operations;
        };
    }

    /** Waits for one more push to the space, or for the end. */
    private void awaitPush(Space space, long end) {
        long before = pushesTo(space);
        await().atMost(Duration.ofSeconds(SECONDS + 60))
                .until(() -> pushesTo(space) > before || System.nanoTime() >= end);
    }

    private long pushesTo(Space space) {
        return pushed.stream().filter(file -> file.startsWith(space.id() + "/")).count();
    }

    private static boolean apply(JdbiPageStore wiki, Space space, PageChange change) {
        return wiki.apply(space, List.of(change), ApplyContext.edit("grace")) instanceof ApplyResult.Applied;
    }

    private void look(Path folder, List<DemoWiki> replicas, JdbiPageStore wiki, List<Space> spaces) throws Exception {
        Map<String, Integer> titles = new HashMap<>();
        for (Space space : spaces) {
            for (Page page : wiki.pages(space, null, 10_000)) {
                titles.merge(space.id() + "/" + page.content().title(), 1, Integer::sum);
            }
            DemoWiki replica = replicas.get(spaces.indexOf(space) % REPLICAS);
            assertThat(verified(replica, space)).contains("\"clean\":true");
        }
        assertThat(titles.keySet()).containsAll(pushed).containsAll(edited);
        assertThat(titles.values()).as("pages per title").containsOnly(1);
        GitClient git = GitClient.at(folder);
        for (DemoWiki replica : replicas) {
            String name = "check-" + replicas.indexOf(replica);
            git.ok("clone", "-q", url(replica, spaces.get(0)), name);
            assertThat(git.in(name).ok("rev-parse", "HEAD"))
                    .isEqualTo(git.in("check-0").ok("rev-parse", "HEAD"));
            assertThat(git.in(name).run("fsck", "--full", "--strict").exitCode())
                    .isZero();
        }
    }

    private static String url(DemoWiki wiki, Space space) {
        return wiki.cloneUrl(space.id()).replace("://", "://ada:demo@");
    }

    private static String verified(DemoWiki wiki, Space space) throws Exception {
        String basic = Base64.getEncoder().encodeToString("ada:demo".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(wiki.url() + "/api/spaces/" + space.id() + "/verify"))
                .header("Authorization", "Basic " + basic)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static Provenance edit(String message) {
        return Provenance.wiki(GRACE, Instant.now(), message);
    }
}
