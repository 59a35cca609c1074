package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gitsync.GitSync;
import dev.gitsync.lock.LeasedSpaceLock;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.testkit.WikiEditor;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * With a database that is down, busy or slow, gitsync reports a clear error, changes nothing by halves and recovers by
 * itself. {@code -Dgitsync.test.restarts=3} restarts the database more than once.
 */
@Timeout(120)
class DatabaseTroubleTest {
    private static final int RESTARTS = Integer.getInteger("gitsync.test.restarts", 1);
    private static final TestDatabase DATABASE = TestDatabase.migrated();

    private final Space space = DATABASE.newSpace();

    @Test
    void refusesAPushWithoutAFreeConnectionAndAcceptsTheNext() throws Exception {
        try (PostgresPool pool = builder(DATABASE.url()).size(2).build();
                GitSync sync = sync(pool)) {
            begin(sync, pool);
            List<Handle> taken = new ArrayList<>();
            assertThat(push(sync, "while the pool is used up\n", () -> {
                        taken.add(pool.jdbi().open());
                        taken.add(pool.jdbi().open());
                    }))
                    .isFalse();
            taken.forEach(Handle::close);
            assertThat(push(sync, "afterwards\n", () -> {})).isTrue();
        }
    }

    @Test
    void cancelsAStatementThatWaitsTooLongAndAcceptsTheNextPush() throws Exception {
        try (PostgresPool pool = builder(DATABASE.url()).build();
                GitSync sync = sync(pool)) {
            begin(sync, pool);
            try (Handle otherClient = DATABASE.jdbi().open()) {
                assertThat(push(sync, "while otherClient holds the row\n", () -> {
                            otherClient.begin();
                            otherClient.execute(
                                    "SELECT 1 FROM gitsync_spaces WHERE id = ? FOR UPDATE",
                                    space.id().value());
                        }))
                        .isFalse();
                otherClient.rollback();
            }
            assertThat(push(sync, "afterwards\n", () -> {})).isTrue();
        }
    }

    @Test
    void unblocksASpaceWhoseWriterStoppedInATransaction() throws Exception {
        try (PostgresPool still = builder(DATABASE.url())
                        .idleTransactionTimeout(Duration.ofMillis(300))
                        .build();
                PostgresPool pool = builder(DATABASE.url())
                        .statementTimeout(Duration.ofSeconds(20))
                        .build();
                GitSync sync = sync(pool);
                Handle standing = still.jdbi().open()) {
            begin(sync, pool);
            assertThat(push(sync, "while a writer stands still\n", () -> {
                        standing.begin();
                        standing.execute(
                                "SELECT 1 FROM gitsync_spaces WHERE id = ? FOR UPDATE",
                                space.id().value());
                    }))
                    .isTrue();
            assertThatThrownBy(standing::commit).hasMessageContaining("commit");
        }
    }

    @Test
    void keepsAcknowledgedPushesWhenTheDatabaseRestartsUnderLoad(@TempDir Path folder) throws Exception {
        int port = freePort();
        EmbeddedPostgres server = start(folder, port);
        String url = server.getJdbcUrl("postgres", "postgres");
        Flyway.configure()
                .dataSource(url, "postgres", "postgres")
                .locations("classpath:dev/gitsync/jdbi/migration")
                .load()
                .migrate();
        try (PostgresPool pool = builder(url).build();
                LeasedSpaceLock leases = new LeasedSpaceLock(new JdbiLeases(pool.jdbi()), Duration.ofSeconds(3));
                GitSync sync = sync(pool, leases)) {
            Space own = new JdbiSpaces(pool.jdbi()).create(new SpaceId("own"), "tenant", "Own", true);
            new WikiEditor(new JdbiPageStore(pool.jdbi()), own).create(null, "A", "start\n", edit());
            sync.runOnce(own.id());
            List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
            List<String> refused = Collections.synchronizedList(new ArrayList<>());
            AtomicBoolean isOver = new AtomicBoolean();
            CountDownLatch ended = new CountDownLatch(1);
            Thread pusher = new Thread(() -> {
                for (int i = 0; !isOver.get(); i++) {
                    String text = "push " + i + "\n";
                    (isAccepted(sync, own, text) ? acknowledged : refused).add(text);
                }
                ended.countDown();
            });
            pusher.start();
            for (int restart = 0; restart < RESTARTS; restart++) {
                int before = acknowledged.size();
                await().atMost(Duration.ofSeconds(30)).until(() -> acknowledged.size() > before + 5);
                server.close();
                int missed = refused.size();
                await().atMost(Duration.ofSeconds(30)).until(() -> refused.size() > missed);
                server = start(folder, port);
            }
            int before = acknowledged.size();
            await().atMost(Duration.ofSeconds(30)).until(() -> acknowledged.size() > before + 5);
            isOver.set(true);
            ended.await();

            List<String> texts = new JdbiPageStore(pool.jdbi())
                    .changes(own, Cursor.START, 10_000).changes().stream()
                            .map(change -> ((Revision) change).content().text())
                            .toList();
            assertThat(texts).containsAll(acknowledged).doesNotHaveDuplicates();
            // If the server stays down for longer than gitsync asks for the outcome, the outcome of the last push is
            // unknown, and the client is told so. On a slow machine, each restart may cause one such push. No other
            // refused push may be in the wiki.
            assertThat(refused).filteredOn(texts::contains).hasSizeLessThanOrEqualTo(RESTARTS);
            assertThat(sync.verify(own.id()))
                    .isInstanceOfSatisfying(
                            VerifyReport.Verified.class,
                            proof -> assertThat(proof.differences()).isEmpty());
        } finally {
            server.close();
        }
    }

    private static boolean isAccepted(GitSync sync, Space space, String text) {
        try {
            return OnePush.push(sync, space, text) instanceof PushResult.Accepted;
        } catch (IOException | RuntimeException e) {
            // The repository could not be opened; the servlet answers 503.
            return false;
        }
    }

    private void begin(GitSync sync, PostgresPool pool) {
        new WikiEditor(new JdbiPageStore(pool.jdbi()), space).create(null, "A", "start\n", edit());
        sync.runOnce(space.id());
    }

    /** Pushes, runs {@code trouble} when the objects are received, and returns whether the push was accepted. */
    private boolean push(GitSync sync, String text, Runnable trouble) throws Exception {
        PushResult result = OnePush.push(sync, space, text, trouble);
        boolean isIn = new JdbiPageStore(DATABASE.jdbi())
                .pages(space, null, 10).stream()
                        .anyMatch(page -> text.equals(page.content().text()));
        assertThat(result instanceof PushResult.Accepted).isEqualTo(isIn);
        if (result instanceof PushResult.Refused refused) {
            assertThat(refused.summary()).contains("try again later");
        }
        return isIn;
    }

    private static GitSync sync(PostgresPool pool) {
        return GitSync.builder()
                .spaces(new JdbiSpaces(pool.jdbi()))
                .pages(new JdbiPageStore(pool.jdbi()))
                .repositories(new JdbiRepositoryStore(pool.jdbi()))
                .build();
    }

    private static GitSync sync(PostgresPool pool, LeasedSpaceLock leases) {
        var jdbi = pool.jdbi();
        return GitSync.builder()
                .spaces(new JdbiSpaces(jdbi))
                .pages(new JdbiPageStore(jdbi))
                .repositories(new JdbiRepositoryStore(jdbi))
                .lock(leases)
                .build();
    }

    private static PostgresPool.Builder builder(String url) {
        return PostgresPool.builder(url)
                .user("postgres")
                .password("postgres")
                .size(3)
                .connectionTimeout(Duration.ofMillis(500))
                .statementTimeout(Duration.ofMillis(800));
    }

    private static EmbeddedPostgres start(Path folder, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Provenance edit() {
        return Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-11-23T12:00:00Z"), "edit");
    }
}
