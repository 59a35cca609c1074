package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.tests.GitClient;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.embedded.RedisServer;

/**
 * Faults C3, promise B8: how long readers and writers wait when the replica that holds the lease of their space is killed, compared
 * with how long they wait when none is. Three replicas over one PostgreSQL; an edit a second; three readers who each save a page at another
 * replica and fetch it with git, and a writer who pulls and pushes, all at the same time, first with every replica alive, then
 * right after {@code kill -9}.
 *
 * <p>The victim is known to have the lease: it stands still (SIGSTOP), and the owner of the lease stays the same; then it is killed.
 * Not part of the normal tests:
 *
 * <pre>mvn -B -pl examples/demo-wiki -am test -Dtest=KilledHolderCampaignTest -Dgitsync.kills=20 \
 *   -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
@EnabledIfSystemProperty(named = "gitsync.kills", matches = "\\d+")
class KilledHolderCampaignTest {
    private static final Logger LOG = LoggerFactory.getLogger(KilledHolderCampaignTest.class);
    private static final int KILLS = Integer.getInteger("gitsync.kills", 20);
    private static final int READERS = 3;
    private static final int SURVIVORS = 2;
    private static final int WARM_UP = 3;
    private static final int PAUSE_MILLIS = 100;
    private static final int STILL_MILLIS = 30;
    /** Longer than any reader waits. Not longer than necessary, because the writer waits for it each time. */
    private static final Map<String, String> TTL = Map.of("GIT_SYNC_LOCK_TTL_MS", "5000");

    private final Waits waits = new Waits();
    private final AtomicInteger names = new AtomicInteger();
    private final ExecutorService people = Executors.newCachedThreadPool();
    private final List<Replica> survivors = new ArrayList<>();
    private final List<GitClient> clones = new ArrayList<>();
    private final Path folder;
    private final EmbeddedPostgres postgres = EmbeddedPostgres.start();
    private final String database = postgres.getJdbcUrl("postgres", "postgres");
    private final CountDownLatch end = new CountDownLatch(1);

    KilledHolderCampaignTest(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        this.folder = folder;
    }

    @AfterEach
    void stopAll() throws Exception {
        end.countDown();
        people.shutdownNow();
        people.awaitTermination(1, TimeUnit.MINUTES);
        survivors.forEach(Replica::kill);
        postgres.close();
    }

    /** Redis keeps the lease of a dead process until it expires. */
    @Test
    void skipsTheLeaseOfADeadProcessForReaders() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        RedisServer redis = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
        redis.start();
        String url = "redis://127.0.0.1:" + port;
        try {
            List<String> options = List.of("--postgres", database, "--redis", url);
            measure(new Setup("Redis", options, TTL), () -> LeaseWatch.redis(url));
        } finally {
            redis.stop();
        }
    }

    /** PostgreSQL ends the session of a dead process, and with it the leases of the session. */
    @Test
    void grantsTheLeaseOfAnEndedPostgresqlSession() throws Exception {
        List<String> options = List.of("--postgres", database);
        measure(new Setup("PostgreSQL", options, Map.of()), () -> LeaseWatch.postgres(database));
    }

    /** How replicas are started. */
    private record Setup(String leases, List<String> options, Map<String, String> settings) {}

    private void measure(Setup setup, Callable<LeaseWatch> watching) throws Exception {
        for (int i = 0; i < SURVIVORS; i++) {
            survivors.add(start(setup));
        }
        for (int i = 0; i <= READERS + 1; i++) {
            GitClient git = GitClient.at(Files.createDirectory(folder.resolve("git-" + i)));
            git.ok("clone", "-q", survivors.get(0).cloneUrl(), "clone");
            clones.add(git.in("clone"));
        }
        for (int i = 0; i < WARM_UP; i++) {
            everyone("warm-up").get();
        }
        Future<Void> editor = people.submit(this::edit);
        int outlived = 0;
        try (LeaseWatch watch = watching.call()) {
            for (int kill = 0; kill < KILLS; kill++) {
                Replica victim = start(setup);
                everyone(setup.leases() + ", none").get();
                String owner = kill(victim, watch);
                Future<Void> writer = everyone(setup.leases() + ", holder killed");
                outlived += watch.owner().equals(Optional.of(owner)) ? 1 : 0;
                writer.get();
            }
        }
        end.countDown();
        editor.get();
        LOG.warn( // whatever the level is
                "{} kills; {} of the leases were still those of the dead when all readers were done\n{}",
                KILLS,
                outlived,
                waits.table());
        for (Replica survivor : survivors) {
            assertThat(survivor.post("/api/spaces/handbook/verify", "")).contains("\"clean\":true");
        }
    }

    private Replica start(Setup setup) throws Exception {
        return Replica.start(folder.resolve("replica-" + names.incrementAndGet()), setup.options(), setup.settings());
    }

    /**
     * Pushes to the victim, one page after the other, stops it at any moment, and kills it if it has the lease then: a lease whose
     * owner stays the same while the victim stands still. Answers the owner.
     */
    private String kill(Replica victim, LeaseWatch watch) throws Exception {
        GitClient clone = clones.get(READERS + 1);
        clone.ok("remote", "set-url", "origin", victim.cloneUrl());
        Future<Void> pushes = people.submit(() -> pushUntilItDies(clone, victim));
        while (true) {
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> watch.owner().isPresent());
            victim.signal("STOP");
            Optional<String> owner = watch.owner();
            if (owner.isPresent() && isStill(owner, watch)) {
                victim.kill();
                victim.process().waitFor();
                pushes.get();
                return owner.get();
            }
            victim.signal("CONT");
        }
    }

    /** Returns whether the owner of the lease stays the same for a while. */
    private static boolean isStill(Optional<String> owner, LeaseWatch watch) {
        try {
            await().during(Duration.ofMillis(STILL_MILLIS))
                    .atMost(Duration.ofMillis(10 * STILL_MILLIS))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> owner.equals(watch.owner()));
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    /** Retries until the attempt succeeds, as a client does that is told to retry. */
    private static void untilDone(Callable<Boolean> attempt) {
        await().atMost(CampaignActor.PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(PAUSE_MILLIS))
                .until(attempt);
    }

    private Void pushUntilItDies(GitClient clone, Replica victim) {
        while (victim.process().isAlive()) {
            clone.run("fetch", "-q");
            clone.run("reset", "-q", "--hard", "origin/main");
            clone.commit("dying-" + names.incrementAndGet() + ".md", "x\n");
            clone.run("push", "-q");
        }
        return null;
    }

    /** Runs three readers and a writer concurrently. The result completes when the readers are done. */
    private Future<Void> everyone(String trouble) throws Exception {
        Future<Void> writer = people.submit(() -> write(trouble));
        List<Future<Void>> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            int number = i;
            readers.add(people.submit(() -> read(number, trouble)));
        }
        for (Future<Void> reader : readers) {
            reader.get();
        }
        return writer;
    }

    private Void read(int number, String trouble) throws Exception {
        GitClient clone = clones.get(number);
        Replica replica = survivors.get(number % SURVIVORS);
        clone.ok("remote", "set-url", "origin", replica.cloneUrl());
        String title = save(replica);
        Path trace = folder.resolve("trace-" + names.incrementAndGet());
        GitClient traced = clone.with("GIT_TRACE_CURL", trace.toString()).with("GIT_TRACE_CURL_NO_DATA", "1");
        long begun = System.nanoTime();
        untilDone(() -> traced.run("fetch", "-q").exitCode() == 0);
        waits.add(trouble, "reader", begun);
        waits.add(trouble, "reader, for the server", CurlTrace.waits(trace));
        assertThat(clone.ok("ls-tree", "--name-only", "origin/main", title + ".md"))
                .isEqualTo(title + ".md");
        return null;
    }

    private Void write(String trouble) throws Exception {
        GitClient clone = clones.get(READERS);
        clone.commit("pushed-" + names.incrementAndGet() + ".md", "x\n");
        clone.ok("remote", "set-url", "origin", survivors.get(0).cloneUrl());
        long begun = System.nanoTime();
        untilDone(() -> clone.run("pull", "-q", "--rebase").exitCode() == 0
                && clone.run("push", "-q").exitCode() == 0);
        waits.add(trouble, "writer", begun);
        return null;
    }

    private String save(Replica replica) throws Exception {
        String title = "Page " + names.incrementAndGet();
        assertThat(replica.request("/api/spaces/handbook/pages", "POST", "{\"title\":\"" + title + "\",\"text\":\"x\"}")
                        .statusCode())
                .isEqualTo(201);
        return title;
    }

    /** Saves a page a second, as in a wiki that is in use. */
    private Void edit() throws Exception {
        for (int i = 0; !end.await(1, TimeUnit.SECONDS); i++) {
            save(survivors.get(i % SURVIVORS));
        }
        return null;
    }
}
