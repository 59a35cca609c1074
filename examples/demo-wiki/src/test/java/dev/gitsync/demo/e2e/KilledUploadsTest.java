package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.GitSync;
import dev.gitsync.demo.database.TestPostgres;
import dev.gitsync.jdbi.JdbiAttachments;
import dev.gitsync.jdbi.JdbiAttachments.Settings;
import dev.gitsync.jdbi.JdbiLeases;
import dev.gitsync.jdbi.JdbiPageStore;
import dev.gitsync.jdbi.JdbiRepositoryStore;
import dev.gitsync.jdbi.JdbiSpaces;
import dev.gitsync.lock.LeasedSpaceLock;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.store.attachment.AttachmentStore;
import dev.gitsync.store.attachment.ContentDigest;
import dev.gitsync.testkit.TestContent;
import dev.gitsync.tests.GitClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A demo wiki in a process of its own is killed ({@code kill -9}) while clients upload files in the wiki and objects of Git LFS, push
 * attachments and pointers, while files of {@code main} become attachments, and while unused contents are deleted. What was
 * acknowledged is there, nothing is there twice, both sides agree, and no contents are left after the grace time: issue 28.
 *
 * <p>The seed decides the kind of statement during which the server dies. Not in the normal tests, which kill
 * a replica in {@link KilledReplicaTest}; for ten minutes, or for one kill with 0 seconds:
 *
 * <pre>mvn -B -pl examples/demo-wiki -am test -Dtest=KilledUploadsTest -Dgitsync.killedUploads.seconds=600 \
 *   -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
@EnabledIfSystemProperty(named = "gitsync.killedUploads.seconds", matches = "\\d+")
class KilledUploadsTest {
    private static final Logger LOG = LoggerFactory.getLogger(KilledUploadsTest.class);
    private static final int SECONDS = Integer.getInteger("gitsync.killedUploads.seconds", 0);
    private static final int FIRST_SEED = Integer.getInteger("gitsync.killedUploads.seed", 1);
    private static final int OLD_FILES = 60;

    /** Parts of statements; the server dies while it runs one. */
    private static final List<String> MOMENTS = List.of(
            "INSERT INTO gitsync_content_chunks",
            "gitsync_contents",
            "DELETE FROM gitsync_contents",
            "gitsync_revisions",
            "gitsync_refs",
            "gitsync_pack",
            "COMMIT");

    private final String url = TestPostgres.url(TestPostgres.newDatabase());
    private final Jdbi jdbi = Jdbi.create(url);
    private final JdbiRepositoryStore repositories = new JdbiRepositoryStore(jdbi);
    private final AttachmentStore attachments = attachments();
    private final JdbiLeases leases = JdbiLeases.ofSession(jdbi);
    private final LeasedSpaceLock lock = new LeasedSpaceLock(leases);
    private final List<OldSpace> old = new ArrayList<>();

    private AttachmentStore attachments() {
        return new JdbiAttachments(jdbi, Settings.defaults().withRepositories(repositories)).store();
    }

    @AfterEach
    void close() {
        lock.close();
        leases.close();
    }

    @Test
    void nothingAcknowledgedIsLostAndNothingIsThereTwiceWhereverTheServerIsKilled(@TempDir Path folder)
            throws Exception {
        GitClient git = GitClient.at(folder);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        int seed = FIRST_SEED;
        FileTraffic traffic = null;
        do {
            try (Replica server = Replica.start(folder.resolve("data-" + seed), url, settings())) {
                if (traffic == null) {
                    git.ok("clone", "-q", server.cloneUrl(), "clone");
                    git.in("clone").commit(".gitattributes", "*.psd filter=lfs\n");
                    traffic = new FileTraffic(git.in("clone"));
                }
                Killer killer = new Killer(server, seed, traffic);
                killer.start();
                traffic.untilDead(server, "s" + seed + "-", seed);
                killer.join();
                LOG.debug(
                        "Seed {}: killed during {}; {} files",
                        seed,
                        killer.seen,
                        traffic.files().size());
            }
            check(traffic, seed);
            seed++;
        } while (System.nanoTime() < end);
        LOG.warn( // whatever the level is
                "{} kills; {} files, {} objects, {} old spaces",
                seed - FIRST_SEED,
                traffic.files().size(),
                traffic.objects().size(),
                old.size());
        assertNoOrphans();
        assertFiles(traffic, seed);
    }

    /** The server polls and collects all the time. */
    private static Map<String, String> settings() {
        return Map.of("GIT_SYNC_POLL_INTERVAL_MS", "200", "GIT_SYNC_MAINTENANCE_MS", "200");
    }

    /** Ages unused objects and adds spaces with files that are no attachments yet, until the moment to kill the server has come. */
    private final class Killer extends Thread {
        private final Replica server;
        private final int seed;
        private final FileTraffic traffic;
        private volatile String seen = "nothing";

        Killer(Replica server, int seed, FileTraffic traffic) {
            this.server = server;
            this.seed = seed;
            this.traffic = traffic;
        }

        @Override
        public void run() {
            try {
                Random random = new Random(seed);
                awaitFiles(3 + random.nextInt(6));
                age(traffic);
                Space space = new Space(new SpaceId("old-" + seed), "", "Old");
                old.add(OldSpace.create(jdbi, repositories, space, OLD_FILES));
                awaitFiles(random.nextInt(4));
                seen = awaitMoment(MOMENTS.get(random.nextInt(MOMENTS.size())));
            } finally {
                server.kill();
            }
        }

        /** Waits until the server has acknowledged this many more files. */
        private void awaitFiles(int more) {
            int goal = traffic.files().size() + more;
            await().atMost(Duration.ofMinutes(2)).until(() -> traffic.files().size() >= goal);
        }
    }

    /** Waits up to 2 s until a statement runs that contains {@code part}. */
    private String awaitMoment(String part) {
        return jdbi.withHandle(handle -> {
            long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
            while (System.nanoTime() < end) {
                boolean isRunning = handle.createQuery("SELECT EXISTS (SELECT FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                                + " AND state <> 'idle' AND position(:part IN query) > 0)")
                        .bind("part", part)
                        .mapTo(Boolean.class)
                        .one();
                if (isRunning) {
                    return part;
                }
            }
            return "any statement";
        });
    }

    private void age(FileTraffic traffic) {
        for (ContentHash hash : traffic.unused().keySet()) {
            jdbi.useHandle(handle -> handle.execute(
                    "UPDATE gitsync_contents SET stored_at = stored_at - interval '2 days' WHERE hash = ?",
                    hash.value()));
        }
    }

    private void check(FileTraffic traffic, int seed) throws Exception {
        Space handbook = new Space(new SpaceId("handbook"), "", "Handbook");
        try (GitSync sync = GitSync.builder()
                .spaces(new JdbiSpaces(jdbi))
                .pages(new JdbiPageStore(
                        jdbi, new JdbiAttachments(jdbi, Settings.defaults().withRepositories(repositories))))
                .repositories(repositories)
                .lock(lock)
                .build()) {
            assertVerified(sync, handbook.id(), seed);
            assertPaths(sync, handbook, traffic, seed);
            for (OldSpace space : old) {
                assertVerified(sync, space.space().id(), seed);
                assertThat(list(space.space())).as("seed %d", seed).hasSize(OLD_FILES);
                assertThat(space.commits(sync))
                        .as("seed %d: adoption makes no commit", seed)
                        .isEqualTo(1);
            }
        }
        for (Attachment file : list(handbook)) {
            assertThat(file.version())
                    .as("seed %d: %s was written once", seed, file)
                    .isEqualTo(1);
        }
        Map<ContentHash, Long> acknowledged = new HashMap<>(traffic.objects());
        acknowledged.values().removeIf(size -> size < 0);
        assertThat(attachments.sizes(handbook, acknowledged.keySet()))
                .as("seed %d", seed)
                .isEqualTo(acknowledged);
        assertThat(
                        number(
                                "coalesce(sum(size), 0) FROM gitsync_contents WHERE space_id = 'handbook' AND hash IS NOT NULL"))
                .as("seed %d: the usage of the quota", seed)
                .isEqualTo(number("bytes FROM gitsync_content_usage WHERE space_id = 'handbook'"));
    }

    private long number(String select) {
        return jdbi.withHandle(handle ->
                handle.createQuery("SELECT " + select).mapTo(Long.class).one());
    }

    private static void assertVerified(GitSync sync, SpaceId space, int seed) {
        assertThat(sync.verify(space))
                .as("seed %d, space %s", seed, space)
                .isInstanceOfSatisfying(
                        VerifyReport.Verified.class,
                        proof -> assertThat(proof.differences()).isEmpty());
    }

    /** Each acknowledged file is in {@code main}, as a file or as a pointer. */
    private static void assertPaths(GitSync sync, Space space, FileTraffic traffic, int seed) throws IOException {
        Map<String, ObjectId> found = new HashMap<>();
        try (Repository repository = sync.open(space);
                TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(repository
                    .parseCommit(repository.resolve(Constants.R_HEADS + "main"))
                    .getTree());
            walk.setRecursive(true);
            while (walk.next()) {
                found.put(walk.getPathString(), walk.getObjectId(0));
            }
            assertThat(found.keySet())
                    .as("seed %d", seed)
                    .containsAll(traffic.files().keySet());
            for (Map.Entry<String, TestContent> file : traffic.files().entrySet()) {
                TestContent content = file.getValue();
                byte[] expected = file.getKey().endsWith(".psd")
                        ? content.pointer().getBytes(StandardCharsets.US_ASCII)
                        : content.bytes();
                assertThat(found.get(file.getKey()))
                        .as("seed %d: %s", seed, file.getKey())
                        .isEqualTo(new ObjectInserter.Formatter().idFor(Constants.OBJ_BLOB, expected));
            }
        }
    }

    private List<Attachment> list(Space space) {
        return attachments.attachments(space, null, 100_000);
    }

    /** Every file of the wiki has its contents, byte by byte. */
    private void assertFiles(FileTraffic traffic, int seed) throws IOException {
        Space handbook = new Space(new SpaceId("handbook"), "", "Handbook");
        Map<ContentHash, Integer> read = new HashMap<>();
        for (Attachment file : list(handbook)) {
            try (InputStream in = attachments.open(handbook, file.content().hash(), 0)) {
                assertThat(ContentDigest.of(in).hash())
                        .as("seed %d", seed)
                        .isEqualTo(file.content().hash());
            }
            read.merge(file.content().hash(), 1, Integer::sum);
        }
        for (TestContent content : traffic.files().values()) {
            assertThat(read).as("seed %d", seed).containsKey(content.hash());
        }
    }

    /** After the grace time, only contents are left that a revision or a pointer names. */
    private void assertNoOrphans() throws InterruptedException {
        jdbi.useHandle(handle -> {
            handle.execute("UPDATE gitsync_contents SET stored_at = stored_at - interval '2 days'");
            // The last server died while it collected.
            handle.execute("UPDATE gitsync_leases SET expires_at = now() WHERE space_id LIKE 'maintenance-%'");
        });
        repositories.maintain(new Space(new SpaceId("handbook"), "", "Handbook"));
        for (OldSpace space : old) {
            repositories.maintain(space.space());
        }
        for (String orphans : List.of(
                "gitsync_contents WHERE hash IS NULL OR NOT is_referenced",
                "gitsync_content_chunks k WHERE NOT EXISTS (SELECT FROM gitsync_contents c WHERE c.id = k.content_id)")) {
            assertThat(number("count(*) FROM " + orphans)).as(orphans).isZero();
        }
    }
}
