package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Laws 1, 2, 4 and 5, promises L1, L4, A3, A5, C1 and B8: three replicas over one PostgreSQL, of which one after the other is
 * killed or stopped, whose COMMITs are cut off, swallowed or not answered, whose PostgreSQL crashes, and whose lock lies. What
 * was acknowledged is there once, what was said not to be saved is not, and wiki and git are the same.
 *
 * <p>Not part of the normal tests, where {@link KilledReplicaTest} kills replicas one by one. It ends with a table of how long readers
 * and writers waited; twenty minutes of it:
 *
 * <pre>mvn -B -pl examples/demo-wiki -am test -Dtest=CrashCampaignTest -Dgitsync.campaign.seconds=1200 \
 *   -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
@EnabledIfSystemProperty(named = "gitsync.campaign.seconds", matches = "\\d+")
class CrashCampaignTest {
    private static final Logger LOG = LoggerFactory.getLogger(CrashCampaignTest.class);
    private static final int SECONDS = Integer.getInteger("gitsync.campaign.seconds", 60);
    private static final int PAUSE_MILLIS = Integer.getInteger("gitsync.campaign.pause", SECONDS < 300 ? 500 : 2000);
    private static final int REPLICAS = 3;
    private static final List<CommitProxy.Fate> FATES = List.of(CommitProxy.Fate.values());
    private static final int STOPPED_MILLIS = 6000;
    /** Longer than any answer may take. */
    private static final int STILL_MILLIS = 35_000;

    private final Queue<String> pushed = new ConcurrentLinkedQueue<>();
    private final Queue<String> saved = new ConcurrentLinkedQueue<>();
    private final Queue<String> notSaved = new ConcurrentLinkedQueue<>();
    private final Queue<String> pagesOfHtml = new ConcurrentLinkedQueue<>();
    private final AtomicReferenceArray<Replica> replicas = new AtomicReferenceArray<>(REPLICAS);
    private final List<CommitProxy> proxies = new ArrayList<>();
    private final Waits waits = new Waits();
    private final Random random = new Random(Long.getLong("gitsync.campaign.seed", 1));
    private volatile String trouble = "none";
    private volatile boolean isOver;
    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final Jdbi jdbi;

    CrashCampaignTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .start();
        jdbi = Jdbi.create(postgres.getPostgresDatabase());
    }

    @AfterEach
    void stopAll() throws IOException {
        for (int i = 0; i < REPLICAS; i++) {
            if (replicas.get(i) != null) {
                replicas.get(i).kill();
            }
        }
        for (CommitProxy proxy : proxies) {
            proxy.close();
        }
        postgres.close();
    }

    @Test
    void nothingIsLostOrToldWrongWhateverBreaks() throws Exception {
        for (int i = 0; i < REPLICAS; i++) {
            proxies.add(new CommitProxy(postgres.getPort(), this::crashPostgres));
            replicas.set(i, start(i));
        }
        run();
        check();
    }

    private Replica start(int number) throws Exception {
        String database = "jdbc:postgresql://127.0.0.1:" + proxies.get(number).port()
                + "/postgres?user=postgres&sslmode=disable&gssEncMode=disable";
        Path data = folder.resolve("replica-" + number + "-" + System.nanoTime());
        return Replica.start(data, database, Map.of());
    }

    private void run() throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(2 + 2 * REPLICAS);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < REPLICAS; i++) {
            int number = i;
            all.add(people.submit(() -> repeat(() -> read(number))));
            all.add(people.submit(() -> repeat(() -> edit(number))));
        }
        for (int i = 0; i < 2; i++) {
            GitClient git = GitClient.at(Files.createDirectory(folder.resolve("git-" + i)));
            git.ok("clone", "-q", replicas.get(i).cloneUrl(), "clone");
            GitClient clone = git.in("clone");
            int number = i;
            int[] count = {0};
            all.add(people.submit(() -> repeat(() -> push(clone, number, count[0]++))));
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        int count = 0;
        while (System.nanoTime() < end) {
            makeTrouble(count++);
        }
        trouble = "none";
        isOver = true;
        for (Future<?> one : all) {
            one.get(180, TimeUnit.SECONDS);
        }
        people.shutdown();
        LOG.info(
                "{} troubles: {} pushes and {} saves acknowledged, {} saves refused; a fetch and an edit waited at most {} and {} ms\n{}",
                count,
                pushed.size(),
                saved.size(),
                notSaved.size(),
                waits.longest("reader"),
                waits.longest("editor"),
                waits.table());
    }

    private interface Step {
        void run() throws Exception;
    }

    private Void repeat(Step step) throws Exception {
        while (!isOver) {
            step.run();
        }
        return null;
    }

    /** One thing goes wrong, and the next only after a while. */
    private void makeTrouble(int number) throws Exception {
        int kinds = FATES.size() + 5;
        int victim = random.nextInt(REPLICAS);
        int kind = number % kinds;
        if (kind < FATES.size()) {
            CommitProxy.Fate fate = FATES.get(kind);
            trouble = "COMMIT " + fate.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            proxies.get(victim).arm(fate);
            Thread.sleep(3L * PAUSE_MILLIS);
        } else if (kind == kinds - 5) {
            trouble = "network stands still";
            proxies.get(victim).standStill(true);
            Thread.sleep(STILL_MILLIS);
            proxies.get(victim).standStill(false);
        } else if (kind == kinds - 4) {
            trouble = "kill -9";
            replicas.get(victim).kill();
            Thread.sleep(2L * PAUSE_MILLIS);
            replicas.set(victim, start(victim));
        } else if (kind == kinds - 3) {
            trouble = "SIGSTOP";
            replicas.get(victim).signal("STOP");
            Thread.sleep(STOPPED_MILLIS);
            replicas.get(victim).signal("CONT");
        } else if (kind == kinds - 2) {
            trouble = "PostgreSQL crashes";
            crashPostgres();
        } else {
            trouble = "lock lies";
            for (int i = 0; i < 20; i++) {
                quietly(() -> jdbi.useHandle(handle -> handle.execute("UPDATE gitsync_leases SET owner = NULL")));
                Thread.sleep(PAUSE_MILLIS / 20);
            }
        }
        Thread.sleep(PAUSE_MILLIS);
        trouble = "none";
        Thread.sleep(PAUSE_MILLIS);
    }

    /** One of its processes is killed, which makes PostgreSQL begin anew as after a power cut. */
    private void crashPostgres() {
        quietly(() -> {
            int pid = jdbi.withHandle(handle -> handle.createQuery(
                            "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' LIMIT 1")
                    .mapTo(Integer.class)
                    .one());
            new ProcessBuilder("kill", "-QUIT", Integer.toString(pid)).start().waitFor();
        });
    }

    private static void quietly(Step step) {
        try {
            step.run();
        } catch (JdbiException e) {
            LOG.debug("PostgreSQL is away", e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks one replica after the other, as behind a load balancer, until one answers. */
    private void read(int first) throws Exception {
        long begun = System.nanoTime();
        String during = trouble;
        for (int i = first; ; i++) {
            try {
                HttpResponse<String> answer = replicas.get(i % REPLICAS)
                        .request("/git/handbook.git/info/refs?service=git-receive-pack", "GET", "");
                if (answer.body().contains("<html") || answer.statusCode() == 500) {
                    pagesOfHtml.add(answer.statusCode() + " " + answer.body());
                }
                if (answer.statusCode() == 200) {
                    break;
                }
            } catch (IOException e) {
                // Another replica.
            }
            Thread.sleep(100);
        }
        waits.add(during, "reader", begun);
        Thread.sleep(200);
    }

    /** Saves a page; a save that is said to have failed is not repeated under the same name. */
    private void edit(int number) throws Exception {
        long begun = System.nanoTime();
        String during = trouble;
        for (int i = number; ; i++) {
            String title = "Edit " + number + " " + System.nanoTime();
            try {
                HttpResponse<String> answer = replicas.get(i % REPLICAS)
                        .request("/api/spaces/handbook/pages", "POST", "{\"title\":\"" + title + "\",\"text\":\"x\"}");
                if (answer.statusCode() == 201) {
                    saved.add(title);
                    break;
                } else if (!answer.body().contains("not known")) {
                    notSaved.add(title);
                }
            } catch (IOException e) {
                // It is not known; another replica.
            }
            Thread.sleep(100);
        }
        waits.add(during, "editor", begun);
        Thread.sleep(300);
    }

    private void push(GitClient clone, int number, int count) throws Exception {
        long begun = System.nanoTime();
        String during = trouble;
        String file = "push-" + number + "-" + count + ".md";
        clone.commit(file, file + "\n");
        for (int i = number; ; i++) {
            clone.ok("remote", "set-url", "origin", replicas.get(i % REPLICAS).cloneUrl());
            if (clone.run("push", "-q").exitCode() == 0) {
                pushed.add(file);
                break;
            }
            if (clone.run("pull", "-q", "--rebase").exitCode() != 0) {
                clone.run("rebase", "--abort");
            }
            Thread.sleep(100);
        }
        waits.add(during, "pusher", begun);
    }

    private void check() throws Exception {
        assertThat(pagesOfHtml).as("answers of a broken server").isEmpty();
        GitClient git = GitClient.at(Files.createDirectory(folder.resolve("check")));
        git.ok("clone", "-q", replicas.get(0).cloneUrl(), "clone");
        GitClient clone = git.in("clone");
        assertThat(clone.run("fsck", "--full", "--strict").exitCode()).isZero();
        List<String> files = clone.ok("ls-files").lines().toList();
        assertThat(files).containsAll(pushed).doesNotHaveDuplicates();
        assertThat(files).containsAll(saved.stream().map(title -> title + ".md").toList());
        assertThat(files)
                .as("what was said not to be saved")
                .doesNotContainAnyElementsOf(
                        notSaved.stream().map(title -> title + ".md").toList());
        assertThat(clone.ok("log", "--format=%s").lines())
                .filteredOn(subject -> subject.startsWith("Write "))
                .doesNotHaveDuplicates();
        for (int i = 0; i < REPLICAS; i++) {
            assertThat(replicas.get(i).post("/api/spaces/handbook/verify", "")).contains("\"clean\":true");
        }
    }
}
