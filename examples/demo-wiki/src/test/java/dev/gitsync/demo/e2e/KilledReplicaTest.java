package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.demo.database.TestPostgres;
import dev.gitsync.tests.GitClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Laws 1 and 5: two processes over one PostgreSQL share no disk, and one of them is killed while it receives pushes.
 * It is killed once by default; the property {@code gitsync.killed.rounds} sets another number. {@link
 * CrashCampaignTest} kills at random times.
 */
class KilledReplicaTest {
    private static final int ROUNDS = Integer.getInteger("gitsync.killed.rounds", 1);

    private static final String DATABASE = TestPostgres.url(TestPostgres.newDatabase());

    @SuppressWarnings("NullAway.Init") // Set before all tests.
    private static Replica survivor;

    @BeforeAll
    static void startSurvivor(@TempDir Path folder) throws Exception {
        survivor = Replica.start(folder.resolve("survivor"), DATABASE, KilledMirror.SETTINGS);
    }

    @AfterAll
    static void stopSurvivor() {
        survivor.close();
    }

    /** Faults C3: leases last half a minute, as by default, and no client waits for those of the dead process. */
    @Test
    @Timeout(240)
    void keepsAcknowledgedPushesWhenAReplicaIsKilled(@TempDir Path folder) throws Exception {
        GitClient git = GitClient.at(folder);
        git.ok("clone", "-q", survivor.cloneUrl(), "clone");
        GitClient clone = git.in("clone");
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            try (Replica victim = Replica.start(folder.resolve("victim-" + round), DATABASE, Map.of())) {
                clone.ok("remote", "set-url", "origin", victim.cloneUrl());
                acknowledged.addAll(pushUntilItDies(clone, round, victim));
            }
            clone.ok("remote", "set-url", "origin", survivor.cloneUrl());
            acknowledged.add(pushToTheOther(clone, "after-" + round));
        }

        survivor.post("/api/spaces/handbook/pages", "{\"title\":\"Written in the browser\",\"text\":\"x\"}");
        git.ok("clone", "-q", survivor.cloneUrl(), "check");
        GitClient check = git.in("check");
        assertThat(check.ok("ls-files").lines().toList())
                .containsAll(acknowledged)
                .contains("Written in the browser.md")
                .doesNotHaveDuplicates();
        assertThat(check.ok("log", "--format=%s").lines())
                .filteredOn(subject -> subject.startsWith("Write "))
                .doesNotHaveDuplicates();
        assertThat(check.run("fsck", "--full", "--strict").exitCode()).isZero();
        assertThat(survivor.post("/api/spaces/handbook/verify", "")).contains("\"clean\":true");
    }

    /** Issue 27: the replica that runs a mirror is killed in the middle of a run, and the other one goes on with it. */
    @Test
    @Timeout(240)
    void mirrorLosesAndDuplicatesNothingWhenTheReplicaThatRunsItIsKilled(@TempDir Path folder) throws Exception {
        GitClient git = GitClient.at(folder);
        git.ok("clone", "-q", survivor.cloneUrl(), "here");
        GitClient here = git.in("here");
        try (KilledMirror mirror = new KilledMirror(DATABASE, git)) {
            for (int round = 0; round < ROUNDS; round++) {
                try (Replica victim =
                        Replica.start(folder.resolve("victim-" + round), DATABASE, KilledMirror.SETTINGS)) {
                    survivor.signal("STOP"); // so that the other one runs the mirror
                    try {
                        here.ok("remote", "set-url", "origin", victim.cloneUrl());
                        mirror.pushUntilItDies(here, "mirrored-" + round, victim);
                    } finally {
                        survivor.signal("CONT");
                    }
                }
                mirror.assertSettled(survivor, git);
                here.ok("remote", "set-url", "origin", survivor.cloneUrl());
            }
        }
        assertThat(survivor.post("/api/spaces/handbook/verify", "")).contains("\"clean\":true");
    }

    @Test
    @Timeout(120)
    void rejectsWritesOfAReplicaThatResumesAfterItsLeaseExpired(@TempDir Path folder) throws Exception {
        Map<String, String> shortLease = Map.of("GIT_SYNC_LOCK_TTL_MS", "1000");
        Replica other = survivor;
        try (Replica standing = Replica.start(folder.resolve("standing"), DATABASE, shortLease);
                LeaseWatch watch = LeaseWatch.postgres(DATABASE)) {
            GitClient git = GitClient.at(folder);
            git.ok("clone", "-q", standing.cloneUrl(), "one");
            git.ok("clone", "-q", other.cloneUrl(), "two");
            List<String> acknowledged = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                String file = "standing-" + round + ".md";
                git.in("one").ok("pull", "-q", "--rebase");
                git.in("one").commit(file, file + "\n");
                ExecutorService pusher = Executors.newSingleThreadExecutor();
                Future<Integer> push =
                        pusher.submit(() -> git.in("one").run("push", "-q").exitCode());
                await().pollInterval(Duration.ofMillis(2))
                        .until(() -> push.isDone() || watch.owner().isPresent());
                standing.signal("STOP");
                try {
                    Optional<String> stopped = watch.owner();
                    await("the lease of the stopped replica expires")
                            .until(() -> stopped.isEmpty() || !stopped.equals(watch.owner()));
                    git.in("two").ok("pull", "-q", "--rebase");
                    acknowledged.add(pushToTheOther(git.in("two"), "other-" + round));
                } finally {
                    standing.signal("CONT");
                }
                if (push.get(60, TimeUnit.SECONDS) == 0) {
                    acknowledged.add(file);
                }
                pusher.shutdown();
            }
            git.ok("clone", "-q", other.cloneUrl(), "check");
            assertThat(git.in("check").ok("ls-files").lines().toList())
                    .containsAll(acknowledged)
                    .doesNotHaveDuplicates();
            assertThat(other.post("/api/spaces/handbook/verify", "")).contains("\"clean\":true");
            assertThat(standing.post("/api/spaces/handbook/verify", "")).contains("\"clean\":true");
        }
    }

    /** Pushes pages, each with an attachment. After some pushes, the replica is killed while it holds the lease. */
    private static List<String> pushUntilItDies(GitClient clone, int round, Replica victim) throws Exception {
        List<String> acknowledged = new CopyOnWriteArrayList<>();
        Thread killer = new Thread(() -> {
            try (LeaseWatch watch = LeaseWatch.postgres(DATABASE)) {
                await().atMost(Duration.ofMinutes(1))
                        .pollInterval(Duration.ofMillis(2))
                        .until(() -> acknowledged.size() > 4 && watch.owner().isPresent());
            } finally {
                victim.kill();
            }
        });
        killer.start();
        for (int i = 0; ; i++) {
            String file = "round-" + round + "-" + i + ".md";
            String picture = "round-" + round + "-" + i + "/picture.png";
            clone.commit(file, file + "\n");
            clone.commit(picture, picture + "\n");
            if (clone.run("push", "-q").exitCode() != 0) {
                break;
            }
            acknowledged.add(file);
            acknowledged.add(picture);
        }
        killer.join();
        assertThat(acknowledged).isNotEmpty();
        return acknowledged;
    }

    /** The first answer may ask for a retry, if the dead replica has left changes that must be pulled. */
    private static String pushToTheOther(GitClient clone, String name) {
        String file = name + ".md";
        clone.commit(file, file + "\n");
        // If the dead replica had accepted the push without an answer, it is the same commit and needs no merge.
        await().atMost(Duration.ofMinutes(1))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    GitClient.Outcome outcome = clone.run("push", "-q");
                    assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
                });
        return file;
    }
}
