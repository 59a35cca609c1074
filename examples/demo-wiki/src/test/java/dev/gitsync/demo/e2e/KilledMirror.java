package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.jdbi.mirror.EncryptionKeys;
import dev.gitsync.jdbi.mirror.JdbiMirrors;
import dev.gitsync.mirror.EnvironmentMirrorSecrets;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.RemoteUrl;
import dev.gitsync.model.SpaceId;
import dev.gitsync.tests.ApacheGit;
import dev.gitsync.tests.GitClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Jdbi;

/**
 * A mirror of the space {@code handbook} to a repository behind Apache, and people who push to both sides until the replica that runs
 * the mirror is killed.
 */
final class KilledMirror implements AutoCloseable {
    /** What the replicas need to reach the repository. */
    static final Map<String, String> SETTINGS = Map.of(
            "GIT_SYNC_MIRROR_ALLOWED_ADDRESSES",
            "127.0.0.1",
            "GIT_SYNC_POLL_INTERVAL_MS",
            "200",
            "MIRROR_KILLED_USER",
            ApacheGit.USER,
            "MIRROR_KILLED_PASSWORD",
            ApacheGit.PASSWORD);

    private static final MirrorId ID = new MirrorId("killed");
    private static final String LEASE = "mirror--killed";

    private final String database;
    private final ApacheGit apache = ApacheGit.start();
    private final GitClient bare;
    private final JdbiMirrors mirrors;
    private final GitClient there;
    private final List<String> acknowledged = new CopyOnWriteArrayList<>();

    KilledMirror(String database, GitClient git) {
        this.database = database;
        bare = apache.create("killed");
        mirrors = new JdbiMirrors(Jdbi.create(database), EncryptionKeys.none(), new EnvironmentMirrorSecrets(Map.of()));
        mirrors.create(new Mirror(
                ID,
                new SpaceId("handbook"),
                new RemoteUrl(apache.url("killed")),
                Mirror.Options.defaults().credentials("env:MIRROR_KILLED").pollInterval(Duration.ofSeconds(1))));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> bare.run("rev-parse", "-q", "--verify", "main").exitCode() == 0);
        git.ok("clone", "-q", repository().toString(), "there");
        there = git.in("there");
    }

    private Path repository() {
        return apache.repository("killed");
    }

    /** Pushes a page to each side in turn, and kills the replica while it holds the lease of the mirror, after some of these. */
    void pushUntilItDies(GitClient here, String name, Replica victim) throws Exception {
        int before = acknowledged.size();
        Thread killer = new Thread(() -> {
            try (LeaseWatch watch = LeaseWatch.postgres(database, LEASE)) {
                await().atMost(Duration.ofMinutes(1))
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> acknowledged.size() > before + 5
                                && watch.owner().isPresent());
            } finally {
                victim.kill();
            }
        });
        killer.start();
        for (int i = 0; victim.process().isAlive(); i++) {
            push(here, name + "-here-" + i + ".md");
            push(there, name + "-there-" + i + ".md");
        }
        killer.join();
    }

    private void push(GitClient clone, String file) {
        if (clone.run("pull", "-q", "--rebase").exitCode() == 0) {
            clone.commit(file, file + "\n");
            if (clone.run("push", "-q").exitCode() == 0) {
                acknowledged.add(file);
            }
        }
    }

    /** Waits until both sides have the same commit, with each page that was acknowledged and no commit twice. */
    void assertSettled(Replica survivor, GitClient check) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(check.ok("ls-remote", survivor.cloneUrl(), "refs/heads/main"))
                        .startsWith(bare.ok("rev-parse", "main").strip()));
        assertThat(bare.ok("ls-tree", "-r", "--name-only", "main").lines().toList())
                .containsAll(acknowledged);
        assertThat(bare.ok("log", "--format=%s", "main").lines())
                .filteredOn(subject -> subject.contains("-here-") || subject.contains("-there-"))
                .doesNotHaveDuplicates();
        assertThat(bare.run("fsck", "--full", "--strict").exitCode()).isZero();
    }

    @Override
    public void close() {
        mirrors.delete(ID);
        apache.close();
    }
}
