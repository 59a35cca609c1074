package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.error.StoreException;
import dev.gitsync.jdbi.JdbiAttachments.Settings;
import dev.gitsync.jdbi.lfs.JdbiLfsLockStore;
import dev.gitsync.lfs.LargeFiles;
import dev.gitsync.lfs.LfsLock;
import dev.gitsync.lfs.LfsLocks;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.Space;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.store.attachment.AttachmentStore;
import dev.gitsync.testkit.TestContent;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The connection breaks at any statement of an upload, a batch or a lock of Git LFS, and of the adoption of existing files: each of
 * them happens as a whole or not at all, trying again helps, and no contents are left after the grace time. Issue 28.
 *
 * <p>By default one of 13 statements of an adoption is cut; {@code -Dgitsync.cuts.all=true} cuts each of them.
 */
class LargeFileCutsTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final int STEP = Boolean.getBoolean("gitsync.cuts.all") ? 1 : 13;
    private static final LfsLock.Owner ADA = new LfsLock.Owner("ada", "Ada");

    private final PostgresPool pool = DATABASE.pool();
    private final CutConnections cutter = new CutConnections(pool.dataSource());
    private final Jdbi cut = Jdbi.create(cutter);
    private final AttachmentStore attachments = attachments(pool.jdbi());

    @AfterEach
    void close() {
        pool.close();
    }

    private static JdbiAttachments files(Jdbi jdbi) {
        return new JdbiAttachments(jdbi, Settings.defaults().withRepositories(new JdbiRepositoryStore(jdbi)));
    }

    private static AttachmentStore attachments(Jdbi jdbi) {
        return files(jdbi).store();
    }

    private static LfsLocks locks(Jdbi jdbi) {
        return new LfsLocks(new JdbiLfsLockStore(jdbi), Clock.systemUTC());
    }

    private static LargeFiles largeFiles(Jdbi jdbi) {
        return new LargeFiles(attachments(jdbi), locks(jdbi), Long.MAX_VALUE);
    }

    /** Work that may lose its connection. */
    private interface Work {
        void run() throws IOException;
    }

    /** Runs work until the connection breaks at the {@code nth} statement; returns whether the work was told that it happened. */
    private boolean happens(int nth, boolean afterIt, Work work) throws IOException {
        cutter.cut(nth, afterIt);
        try {
            work.run();
            return true;
        } catch (StoreException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void uploadedObjectIsThereAsAWholeOrNotAtAll(boolean afterIt) throws Exception {
        Space space = DATABASE.newSpace();
        LargeFiles uploads = largeFiles(cut);
        boolean wasNotReached = false;
        for (int statement = 1; !wasNotReached; statement++) {
            TestContent object = TestContent.of(Contents.bytes(700_000, statement));
            boolean isStored = happens(statement, afterIt, () -> uploads.store(space, object));
            wasNotReached = cutter.wasNotReached();

            boolean isThere = attachments.contains(space, object.hash());
            assertThat(isThere || !isStored).as("statement %d", statement).isTrue();
            attachments.store(space, object);
            assertThat(read(space, object)).as("statement %d", statement).isEqualTo(object.bytes());
            assertUsage(space);
        }
        assertNothingLeft(space);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void objectThatABatchOffersIsKept(boolean afterIt) throws Exception {
        Space space = DATABASE.newSpace();
        LargeFiles batches = largeFiles(cut);
        boolean wasNotReached = false;
        for (int statement = 1; !wasNotReached; statement++) {
            TestContent object = TestContent.of("object " + statement);
            attachments.store(space, object);
            age(space);
            boolean isOffered = happens(
                    statement,
                    afterIt,
                    () -> assertThat(batches.offered(space, Set.of(object.hash())))
                            .isEqualTo(Map.of(object.hash(), object.size())));
            wasNotReached = cutter.wasNotReached();
            new JdbiRepositoryStore(pool.jdbi()).maintain(space);

            assertThat(attachments.contains(space, object.hash()) || !isOffered)
                    .as("statement %d", statement)
                    .isTrue();
        }
        assertNothingLeft(space);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fileIsLockedOnceAndUnlocked(boolean afterIt) throws Exception {
        Space space = DATABASE.newSpace();
        LfsLocks locks = locks(pool.jdbi());
        LfsLocks cutLocks = locks(cut);
        boolean wasNotReached = false;
        for (int statement = 1; !wasNotReached; statement++) {
            happens(statement, afterIt, () -> cutLocks.lock(space.id(), "a.psd", ADA));
            wasNotReached = cutter.wasNotReached();
            LfsLock lock = locks.lock(space.id(), "a.psd", ADA).lock();
            assertThat(locks.list(space.id(), null, 10))
                    .as("statement %d", statement)
                    .containsExactly(lock);

            boolean isUnlocked = happens(
                    statement,
                    afterIt,
                    () -> cutLocks.unlock(space.id(), lock.id(), new LfsLocks.UnlockRequest("ada", false)));
            wasNotReached &= cutter.wasNotReached();
            List<LfsLock> left = locks.list(space.id(), null, 10);
            assertThat(left).as("statement %d", statement).isSubsetOf(lock);
            assertThat(left.isEmpty() || !isUnlocked)
                    .as("statement %d", statement)
                    .isTrue();
            locks.unlock(space.id(), lock.id(), new LfsLocks.UnlockRequest("ada", false));
            assertThat(locks.list(space.id(), null, 10)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void filesAreAdoptedOnceWhereverTheConnectionBreaks(boolean afterIt) throws Exception {
        boolean wasNotReached = false;
        for (int statement = 1; !wasNotReached; statement += STEP) {
            Space space = DATABASE.newSpace();
            ObjectId main = pushBeforeAttachments(space);
            try (GitSync sync = sync(cut, new JdbiPageStore(cut, files(cut)))) {
                cutter.cut(statement, afterIt);
                sync.runOnce(space.id());
                wasNotReached = cutter.wasNotReached();
                sync.runOnce(space.id());

                assertThat(attachments.attachments(space, null, 100))
                        .as("statement %d", statement)
                        .extracting(Attachment::version)
                        .containsExactly(1L, 1L, 1L);
                assertThat(main(sync, space)).as("no commit").isEqualTo(main);
                assertThat(sync.verify(space.id()))
                        .isInstanceOfSatisfying(
                                VerifyReport.Verified.class,
                                proof -> assertThat(proof.differences()).isEmpty());
            }
            assertUsage(space);
        }
    }

    private static GitSync sync(Jdbi jdbi, JdbiPageStore store) {
        return GitSync.builder()
                .spaces(new JdbiSpaces(jdbi))
                .pages(store)
                .repositories(new JdbiRepositoryStore(jdbi))
                .build();
    }

    private ObjectId pushBeforeAttachments(Space space) throws IOException {
        try (GitSync before = sync(pool.jdbi(), new JdbiPageStore(pool.jdbi()))) {
            WorkingCopy copy = new WorkingCopy(space)
                    .write("A.md", "a")
                    .write("A/one.png", "one")
                    .write("A/img/two.png", "two")
                    .write("three.png", "three");
            assertThat(copy.push(before)).isInstanceOf(PushResult.Accepted.class);
            return main(before, space);
        }
    }

    private static ObjectId main(GitSync sync, Space space) throws IOException {
        try (Repository repository = sync.open(space)) {
            return repository.resolve(Constants.R_HEADS + "main");
        }
    }

    private byte[] read(Space space, TestContent content) throws IOException {
        try (var in = attachments.open(space, content.hash(), 0)) {
            return in.readAllBytes();
        }
    }

    private void age(Space space) {
        pool.jdbi()
                .useHandle(handle -> handle.execute(
                        "UPDATE gitsync_contents SET stored_at = stored_at - interval '2 days' WHERE space_id = ?",
                        space.id().value()));
    }

    /** The quota counts what is stored. */
    private static void assertUsage(Space space) {
        assertThat(DATABASE.number(
                        "SELECT coalesce((SELECT bytes FROM gitsync_content_usage WHERE space_id = :space), 0)"
                                + " - coalesce((SELECT sum(size) FROM gitsync_contents WHERE space_id = :space AND hash IS NOT NULL), 0)",
                        space))
                .isZero();
    }

    private void assertNothingLeft(Space space) {
        Contents.collect(DATABASE, space);
        for (String rows : List.of(
                "gitsync_contents WHERE space_id = :space",
                "gitsync_content_chunks k WHERE :space <> '' AND NOT EXISTS (SELECT FROM gitsync_contents c WHERE c.id = k.content_id)")) {
            assertThat(DATABASE.number("SELECT count(*) FROM " + rows, space))
                    .as(rows)
                    .isZero();
        }
        assertUsage(space);
    }
}
