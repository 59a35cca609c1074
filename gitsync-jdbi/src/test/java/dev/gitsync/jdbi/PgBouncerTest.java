package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.lock.LeasedSpaceLock;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.report.PushResult;
import dev.gitsync.testkit.WikiEditor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL behind PgBouncer in transaction mode: sessions keep nothing from one transaction to the next. */
@EnabledIf("isInstalled")
class PgBouncerTest {
    private static final int ROUNDS = 8;

    private static TestDatabase database;
    private static PgBouncer bouncer;

    @TempDir
    private static Path folder;

    static boolean isInstalled() {
        return PgBouncer.isInstalled();
    }

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.migrated();
        database.jdbi()
                .useHandle(handle -> handle.execute("DO $$ BEGIN EXECUTE format("
                        + "'ALTER DATABASE %I SET default_transaction_isolation = ''repeatable read''',"
                        + " current_database()); END $$"));
        bouncer = PgBouncer.start(folder, database);
    }

    @AfterAll
    static void stop() {
        bouncer.close();
    }

    @Test
    void eachTransactionHasItsOwnSettings() {
        try (PostgresPool pool = bouncer.pool()
                .throughTransactionPooler()
                .statementTimeout(Duration.ofSeconds(7))
                .idleTransactionTimeout(Duration.ofSeconds(4))
                .build()) {
            List<String> seen = new Database(pool.jdbi()).write("look", PgBouncerTest::settings);
            assertThat(seen).containsExactly("read committed", "7s", "4s");
            List<String> later = pool.jdbi().inTransaction(PgBouncerTest::settings);
            assertThat(later).as("the next client of the session").containsExactly("repeatable read", "0", "0");
        }
    }

    private static List<String> settings(Handle handle) {
        return handle.createQuery(
                        "SELECT current_setting(name) FROM (VALUES (1, 'transaction_isolation'),"
                                + " (2, 'statement_timeout'), (3, 'idle_in_transaction_session_timeout')) t (n, name) ORDER BY n")
                .mapTo(String.class)
                .list();
    }

    @Test
    void twoReplicasPushAndEditWithoutLosingAnything() throws Exception {
        Space space = database.newSpace();
        try (Replica first =
                        new Replica(bouncer.pool().throughTransactionPooler().build());
                Replica second =
                        new Replica(bouncer.pool().throughTransactionPooler().build())) {
            new WikiEditor(new JdbiPageStore(first.pool.jdbi()), space).create(null, "A", "0", edit());
            first.sync.catchUp(space);
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                Future<?> pushes = threads.submit(pushes(first, space));
                Future<?> edits = threads.submit(edits(second, space));
                pushes.get();
                edits.get();
            } finally {
                threads.shutdownNow();
            }
            second.sync.catchUp(space);
            assertThat(second.sync.verify(space.id()).isClean()).isTrue();
            assertThat(new JdbiPages(second.pool.jdbi()).tree(space)).hasSize(1 + ROUNDS);
        }
    }

    private static Callable<?> pushes(Replica replica, Space space) {
        return () -> {
            for (int round = 1; round <= ROUNDS; round++) {
                PushResult result = null;
                // The other replica moves main as well, so a push can be stale.
                for (int attempt = 0; attempt < 50 && !(result instanceof PushResult.Accepted); attempt++) {
                    result = OnePush.push(replica.sync, space, "text " + round);
                }
                assertThat(result).isInstanceOf(PushResult.Accepted.class);
            }
            return null;
        };
    }

    private static Callable<?> edits(Replica replica, Space space) {
        return () -> {
            var editor = new WikiEditor(new JdbiPageStore(replica.pool.jdbi()), space);
            for (int round = 1; round <= ROUNDS; round++) {
                editor.create(null, "B" + round, "text", edit());
                replica.sync.catchUp(space);
            }
            return null;
        };
    }

    private static Provenance edit() {
        return Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.EPOCH, "Edit");
    }

    /** A wiki with a pool and leases of its own, as each server has them. */
    private record Replica(PostgresPool pool, LeasedSpaceLock lock, GitSync sync) implements AutoCloseable {
        Replica(PostgresPool pool) {
            this(pool, new LeasedSpaceLock(new JdbiLeases(pool.jdbi()), Duration.ofSeconds(30)));
        }

        private Replica(PostgresPool pool, LeasedSpaceLock lock) {
            this(
                    pool,
                    lock,
                    GitSync.builder()
                            .spaces(new JdbiSpaces(pool.jdbi()))
                            .pages(new JdbiPageStore(pool.jdbi()))
                            .repositories(new JdbiRepositoryStore(pool.jdbi()))
                            .lock(lock)
                            .build());
        }

        @Override
        public void close() {
            sync.close();
            lock.close();
            pool.close();
        }
    }
}
