package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.gitsync.GitSync;
import dev.gitsync.error.OutcomeUnknownException;
import dev.gitsync.error.StoreException;
import dev.gitsync.jdbi.internal.sql.CommitMarkCleanup;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.testkit.WikiEditor;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;

/**
 * A push reports {@code ok} if and only if it is committed (promise A5, faults C1 and C2). The answer to a COMMIT is
 * lost while PostgreSQL crashes, and other transactions receive the unused transaction ids; or the network stalls. To
 * run 42 crashes:
 *
 * <pre>mvn -B -pl gitsync-jdbi -am test -Dgitsync.crash.tries=7 -Dtest=LostCommitTest -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
@Timeout(600)
class LostCommitTest {
    private static final int TRIES = Integer.getInteger("gitsync.crash.tries", 1);
    private static final int OTHERS = 30;
    private static final Person ADA = new Person("Ada", "ada@example.org");

    private static EmbeddedPostgres server;
    private static TestDatabase database;

    private final PostgresPool pool = newPool();
    private final CutConnections cutter = new CutConnections(pool.dataSource());
    private final Jdbi jdbi = Jdbi.create(cutter);

    private static PostgresPool newPool() {
        return database.pool();
    }

    @BeforeAll
    static void startServer() throws IOException {
        // As durable as PostgreSQL is by default. The embedded PostgreSQL library turns that off.
        server = EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .start();
        database = TestDatabase.of(server);
        database.migrate();
        database.jdbi().useHandle(handle -> handle.execute("CREATE TABLE notes (text text)"));
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @ParameterizedTest
    @CsvSource({"PUSH, false", "PUSH, true", "EDIT, false", "EDIT, true", "OWN, false", "OWN, true"})
    void reportsTheOutcomeWhenTheDatabaseCrashesDuringCommit(Kind kind, boolean isCommitted) throws Exception {
        for (int i = 0; i < TRIES; i++) {
            try (Subject subject = kind.on(database.newSpace(), jdbi)) {
                cutter.cutCommit(isCommitted, LostCommitTest::crash);

                assertThat(subject.write()).as("reported as committed").isEqualTo(isCommitted);
                assertThat(subject.isThere()).as("committed in the database").isEqualTo(isCommitted);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"PUSH, false", "EDIT, true", "OWN, false"})
    void reportsTheOutcomeWhenTheConnectionIsSilent(Kind kind, boolean isCommitted) throws Exception {
        try (Subject subject = kind.on(database.newSpace(), jdbi)) {
            cutter.loseCommit(isCommitted);

            assertThat(subject.write()).isEqualTo(isCommitted);
            assertThat(subject.isThere()).isEqualTo(isCommitted);
        }
    }

    @Test
    void reportsUnknownOutcomeWhenTheStoreIsUnreachable() throws Exception {
        var transactions = new JdbiTransactions(jdbi);
        cutter.cutCommit(true, connection -> pool.close());

        assertThat(catchThrowable(() -> transactions.write(
                        "make a note", handle -> handle.execute("INSERT INTO notes VALUES ('lost')"))))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("make a note")
                .hasMessageContaining("Check whether the change is present");
    }

    @Test
    void deletesOldCommitMarks() {
        var transactions = new JdbiTransactions(pool.jdbi());
        transactions.write("make a note", handle -> handle.execute("INSERT INTO notes VALUES ('old')"));
        database.jdbi()
                .useHandle(handle ->
                        handle.execute("UPDATE gitsync_commit_marks SET written_at = written_at - interval '2 hours'"));
        transactions.write("make a note", handle -> handle.execute("INSERT INTO notes VALUES ('new')"));

        assertThat(CommitMarkCleanup.deleteOld(pool.jdbi())).isPositive();
        assertThat(commitMarks()).isEqualTo(1);
        assertThat(transactions.<Integer>write("look", handle -> 1)).isEqualTo(1);
        assertThat(commitMarks())
                .as("marks, none for a transaction without writes")
                .isEqualTo(1);
    }

    private static long commitMarks() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM gitsync_commit_marks")
                        .mapTo(Long.class)
                        .one());
    }

    /** Kills one process of the server, which then restarts as after a power cut, and runs other transactions. */
    private static void crash(Connection connection) {
        try {
            int pid = connection.unwrap(PGConnection.class).getBackendPID();
            new ProcessBuilder("kill", "-QUIT", Integer.toString(pid)).start().waitFor();
        } catch (SQLException | IOException e) {
            throw new UncheckedIOException(new IOException(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int[] done = {0};
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(JdbiException.class)
                .until(() -> {
                    // Use one connection: opening a connection costs more than all its statements.
                    database.jdbi().useHandle(handle -> {
                        while (done[0] < OTHERS) {
                            handle.execute("INSERT INTO notes VALUES ('of another writer')");
                            done[0]++;
                        }
                    });
                    return true;
                });
    }

    /** A change that is written in one transaction. */
    private interface Subject extends AutoCloseable {
        /** Writes, and returns whether the writer is told that the change is committed. */
        boolean write() throws IOException;

        boolean isThere();

        @Override
        void close();
    }

    private enum Kind {
        PUSH {
            @Override
            Subject on(Space space, Jdbi jdbi) {
                return new Push(space, jdbi);
            }
        },
        EDIT {
            @Override
            Subject on(Space space, Jdbi jdbi) {
                return new Edit(space, new JdbiPageStore(jdbi));
            }
        },
        OWN {
            @Override
            Subject on(Space space, Jdbi jdbi) {
                return new Own(space, new JdbiTransactions(jdbi));
            }
        };

        abstract Subject on(Space space, Jdbi jdbi);
    }

    private record Push(Space space, GitSync sync) implements Subject {
        Push(Space space, Jdbi jdbi) {
            this(
                    space,
                    GitSync.builder()
                            .spaces(new JdbiSpaces(jdbi))
                            .pages(new JdbiPageStore(jdbi))
                            .repositories(new JdbiRepositoryStore(jdbi))
                            .build());
            new WikiEditor(new JdbiPageStore(database.jdbi()), space).create(null, "A", "before\n", edit());
            sync.runOnce(space.id());
        }

        @Override
        public boolean write() throws IOException {
            return OnePush.push(sync, space, "pushed\n") instanceof PushResult.Accepted;
        }

        @Override
        public boolean isThere() {
            assertThat(sync.verify(space.id()))
                    .isInstanceOfSatisfying(
                            VerifyReport.Verified.class,
                            proof -> assertThat(proof.differences()).isEmpty());
            return new JdbiPageStore(database.jdbi())
                    .pages(space, null, 10).stream()
                            .anyMatch(page -> "pushed\n".equals(page.content().text()));
        }

        @Override
        public void close() {
            sync.close();
        }
    }

    private record Edit(Space space, JdbiPageStore store) implements Subject {
        @Override
        public boolean write() {
            PageId page = store.newPageId(space);
            var create = new PageChange.Create(page, new PageContent(null, "Edited", "x"), edit());
            try {
                return store.apply(space, List.of(create), ApplyContext.edit("ada")) instanceof ApplyResult.Applied;
            } catch (StoreException e) {
                assertThat(e).isNotInstanceOf(OutcomeUnknownException.class);
                return false;
            }
        }

        @Override
        public boolean isThere() {
            return !new JdbiPageStore(database.jdbi()).pages(space, null, 10).isEmpty();
        }

        @Override
        public void close() {}
    }

    /** A write of an embedder into its own tables. */
    private record Own(Space space, JdbiTransactions transactions) implements Subject {
        @Override
        public boolean write() {
            try {
                return transactions.write(
                        "make a note",
                        handle -> handle.execute(
                                        "INSERT INTO notes VALUES (?)",
                                        space.id().value())
                                == 1);
            } catch (StoreException e) {
                assertThat(e).isNotInstanceOf(OutcomeUnknownException.class);
                return false;
            }
        }

        @Override
        public boolean isThere() {
            return database.number("SELECT count(*) FROM notes WHERE text = :space", space) == 1;
        }

        @Override
        public void close() {}
    }

    private static Provenance edit() {
        return Provenance.wiki(ADA, Instant.parse("2026-11-29T12:00:00Z"), "edit");
    }
}
