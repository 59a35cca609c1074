package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gitsync.GitSync;
import dev.gitsync.jdbi.internal.repository.JdbiPacks;
import dev.gitsync.jdbi.internal.repository.RecentWrites;
import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.jdbi.internal.storage.Compaction;
import dev.gitsync.jdbi.internal.storage.PackStorage;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.repository.pack.PackRules;
import dev.gitsync.testkit.WikiEditor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.Test;

/** Maintenance keeps the tables small and does not disturb readers and writers. */
class JdbiMaintenanceTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();

    private final Space space = DATABASE.newSpace();
    private final WikiEditor wiki = new WikiEditor(new JdbiPageStore(DATABASE.jdbi()), space);
    private final JdbiRepositoryStore store = new JdbiRepositoryStore(DATABASE.jdbi());

    @Test
    void leavesFewPacksAndTheWholeHistoryAfterManyCycles() throws Exception {
        PageId page = wiki.create(null, "A", "a", edit(0));
        RepositoryStore maintenance = new JdbiRepositoryStore(DATABASE.jdbi(), Duration.ZERO);
        try (GitSync sync = sync()) {
            for (int i = 1; i <= 30; i++) {
                wiki.edit(page, "text " + i, edit(i));
                assertThat(sync.runOnce(space.id())).isInstanceOf(SyncReport.Pulled.class);
                if (i % 10 == 0) {
                    assertThat(maintenance.maintain(space)).isTrue();
                    assertThat(packs()).isLessThan(10);
                }
            }
            assertThat(sync.verify(space.id()))
                    .isInstanceOfSatisfying(
                            VerifyReport.Verified.class,
                            proof -> assertThat(proof.differences()).isEmpty());
        }
        assertThat(commits()).isEqualTo(31);
    }

    @Test
    void letsReadersFinishAReplacedPack() throws Exception {
        wiki.create(null, "A", "a", edit(0));
        RepositoryStore maintenance = new JdbiRepositoryStore(DATABASE.jdbi(), Duration.ofHours(1));
        try (GitSync sync = sync();
                Repository reader = store.open(space).git()) {
            sync.runOnce(space.id());
            ObjectId main = reader.resolve(Constants.R_HEADS + "main");
            assertThat(maintenance.maintain(space)).isTrue();
            assertThat(reader.parseCommit(main).getFullMessage()).contains("edit 0");
            assertThat(packs()).as("packs during the grace time").isGreaterThan(2);
        }
    }

    /** Writes trigger the compaction of small packs, between two runs of maintenance. */
    @Test
    void keepsPacksFewDuringConstantWrites() throws Exception {
        PageId page = wiki.create(null, "A", "a", edit(0));
        try (GitSync sync = sync()) {
            for (int i = 1; i <= 100; i++) {
                wiki.edit(page, "text " + i, edit(i));
                assertThat(sync.runOnce(space.id())).isInstanceOf(SyncReport.Pulled.class);
                await().pollDelay(Duration.ZERO).until(() -> packsInUse() < 20);
            }
            assertThat(sync.verify(space.id()))
                    .isInstanceOfSatisfying(
                            VerifyReport.Verified.class,
                            proof -> assertThat(proof.differences()).isEmpty());
        }
        assertThat(commits()).isEqualTo(101);
        assertThat(store.needsMaintenance(space))
                .as("maintenance is due after many writes, even if few packs are left")
                .isTrue();
        assertThat(store.maintain(space)).isTrue();
        assertThat(store.needsMaintenance(space)).isFalse();
        assertThat(commits()).isEqualTo(101);
    }

    @Test
    void letsReadersFinishAJoinedPack() throws Exception {
        PageId page = wiki.create(null, "A", "a", edit(0));
        try (GitSync sync = sync();
                Repository reader = store.open(space).git()) {
            sync.runOnce(space.id());
            RevCommit first = reader.parseCommit(reader.resolve(Constants.R_HEADS + "main"));
            editOften(page);
            assertThat(packs()).isGreaterThan(packsInUse());
            assertThat(reader.open(first.getTree()).getSize()).isPositive();
        }
    }

    @Test
    void joinsPacksOnceIfTwoProcessesJoinTheSame() throws Exception {
        editOften(wiki.create(null, "A", "a", edit(0)));
        List<UUID> packs = DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT id FROM gitsync_packs WHERE space_id = :space AND replaced_at IS NULL")
                        .bind("space", space.id().value())
                        .mapTo(UUID.class)
                        .list());
        assertThat(packs).hasSizeGreaterThan(1);
        PackStorage storage =
                new JdbiPacks(new Database(DATABASE.jdbi()), space.id().value(), new RecentWrites());
        CyclicBarrier bothHaveRead = new CyclicBarrier(2);
        CompletableFuture<Boolean> one = together(storage, packs, bothHaveRead);
        CompletableFuture<Boolean> other = together(storage, packs, bothHaveRead);
        assertThat(List.of(one.get(), other.get())).containsExactlyInAnyOrder(true, false);
        assertThat(packsInUse()).isEqualTo(1);
        assertThat(Compaction.run(storage, packs))
                .as("a third compaction of the same packs")
                .isFalse();
        assertThat(commits()).isEqualTo(31);
        assertThat(new JdbiRepositoryStore(DATABASE.jdbi(), Duration.ZERO).maintain(space))
                .isTrue();
        assertThat(commits()).isEqualTo(31);
    }

    /** Runs the compaction of a process that reads the packs before another process joins them. */
    private static CompletableFuture<Boolean> together(PackStorage storage, List<UUID> packs, CyclicBarrier barrier) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().equals("replace")) {
                barrier.await(30, TimeUnit.SECONDS);
            }
            return method.invoke(storage, arguments);
        };
        ClassLoader loader = PackStorage.class.getClassLoader();
        PackStorage late = (PackStorage) Proxy.newProxyInstance(loader, new Class<?>[] {PackStorage.class}, handler);
        return CompletableFuture.supplyAsync(() -> Compaction.run(late, packs));
    }

    /** Sixteen packs become one, and no pack is joined twice, however fast the writes come. */
    @Test
    void runsOneCompactionForFastWrites() throws Exception {
        PageId page = wiki.create(null, "A", "a", edit(0));
        for (int i = 0; i < 5; i++) {
            editOften(page);
        }
        long made = DATABASE.number(
                "SELECT count(*) FROM gitsync_packs WHERE space_id = :space AND source = 'COMPACT'", space);
        long written = DATABASE.number(
                "SELECT count(*) FROM gitsync_packs WHERE space_id = :space AND source = 'INSERT'", space);
        assertThat(made).isBetween(1L, written / (PackRules.MIN_SMALL_PACKS - 1));
    }

    private void editOften(PageId page) {
        try (GitSync sync = sync()) {
            for (int i = 1; i <= 30; i++) {
                wiki.edit(page, "text " + i, edit(i));
                sync.runOnce(space.id());
            }
        }
    }

    @Test
    void deletesUnreachableObjectsAfterTheGraceTime() throws Exception {
        wiki.create(null, "A", "a", edit(0));
        ObjectId state;
        try (GitSync sync = sync();
                Repository repository = store.open(space).git()) {
            sync.runOnce(space.id());
            state = repository.resolve("refs/gitsync/state");
            wiki.create(null, "B", "b", edit(1));
            sync.runOnce(space.id());
        }
        RepositoryStore patient = new JdbiRepositoryStore(DATABASE.jdbi(), Duration.ofHours(1));
        RepositoryStore hasty = new JdbiRepositoryStore(DATABASE.jdbi(), Duration.ofMillis(1));
        patient.maintain(space);
        assertThat(has(state)).isTrue();
        hasty.maintain(space);
        hasty.maintain(space);
        assertThat(has(state)).isFalse();
        assertThat(commits()).isEqualTo(2);
    }

    @Test
    void deletesAnUnfinishedPackAfterTheGraceTimeAndFailsItsWriter() throws Exception {
        byte[] large = new byte[3 << 20];
        new Random(1).nextBytes(large);
        RepositoryStore hasty = new JdbiRepositoryStore(DATABASE.jdbi(), Duration.ofMillis(1));
        try (Repository repository = store.open(space).git();
                ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId blob = inserter.insert(Constants.OBJ_BLOB, large);
            inserter.flush();
            assertThat(packs()).isEqualTo(1);
            await("the grace time of a millisecond is over").untilAsserted(() -> {
                hasty.maintain(space);
                assertThat(packs()).isZero();
            });

            RefUpdate update = repository.updateRef("refs/gitsync/test");
            update.setNewObjectId(blob);
            assertThatThrownBy(update::forceUpdate).hasMessageContaining("grace time");
        }
        try (Repository repository = store.open(space).git()) {
            assertThat(repository.exactRef("refs/gitsync/test")).isNull();
        }
    }

    @Test
    void runsMaintenanceOfASpaceInOneProcessAtATime() throws Exception {
        wiki.create(null, "A", "a", edit(0));
        RepositoryStore maintenance = new JdbiRepositoryStore(DATABASE.jdbi(), Duration.ZERO);
        maintenance.maintain(space);
        DATABASE.jdbi()
                .useHandle(handle -> handle.execute("UPDATE gitsync_leases SET owner = 'another process',"
                        + " expires_at = clock_timestamp() + interval '1 minute' WHERE space_id LIKE 'maintenance-%'"));
        assertThat(maintenance.maintain(space)).isFalse();
    }

    private GitSync sync() {
        return DATABASE.sync(store);
    }

    private boolean has(ObjectId id) throws Exception {
        try (Repository repository = store.open(space).git()) {
            return repository.getObjectDatabase().has(id);
        }
    }

    private int commits() throws Exception {
        try (Repository repository = store.open(space).git();
                RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(repository.resolve(Constants.R_HEADS + "main")));
            int commits = 0;
            for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
                commits++;
            }
            return commits;
        }
    }

    private long packsInUse() {
        return DATABASE.number(
                "SELECT count(*) FROM gitsync_packs WHERE space_id = :space AND replaced_at IS NULL", space);
    }

    private long packs() {
        return DATABASE.number("SELECT count(*) FROM gitsync_packs WHERE space_id = :space", space);
    }

    private static Provenance edit(int number) {
        Instant time = Instant.parse("2026-11-23T12:00:00Z").plusSeconds(number);
        return Provenance.wiki(new Person("Ada", "ada@example.org"), time, "edit " + number);
    }
}
