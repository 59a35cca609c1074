package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.GitSync;
import dev.gitsync.error.StoreException;
import dev.gitsync.jdbi.JdbiAttachments.Settings;
import dev.gitsync.jdbi.internal.content.ContentCollection;
import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.lfs.InMemoryLfsLockStore;
import dev.gitsync.lfs.LargeFiles;
import dev.gitsync.lfs.LfsLocks;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.report.PushResult;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.attachment.AttachmentStore;
import dev.gitsync.testkit.TestContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the collection of unused contents while other transactions store or name the same contents. The collection
 * never deletes contents that a revision names, or contents that a client was told not to send. Each race happens at a
 * chosen statement (issue 28).
 */
@Timeout(60)
class CollectionRaceTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final Provenance ADA =
            Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-11-30T12:00:00Z"), "m");
    private static final String DELETION = "DELETE FROM gitsync_contents WHERE id IN";
    private static final TestContent CONTENT = TestContent.of("the contents");

    private final Space space = DATABASE.newSpace();
    private final JdbiPageStore store = store(DATABASE.jdbi());
    private final AttachmentStore attachments = store.attachments().orElseThrow();
    private final StatementHook hook = new StatementHook();
    private final PostgresPool pool = DATABASE.pool();
    private final Jdbi watched = hook.on(pool.jdbi());

    @AfterEach
    void close() {
        pool.close();
    }

    private static JdbiPageStore store(Jdbi jdbi) {
        return new JdbiPageStore(
                jdbi, new JdbiAttachments(jdbi, Settings.defaults().withRepositories(new JdbiRepositoryStore(jdbi))));
    }

    private void collect(Jdbi jdbi) {
        new ContentCollection(new Database(jdbi), new JdbiRepositoryStore(jdbi)).run(space, ContentCollection.GRACE);
    }

    /** Stores the contents and sets the time of storing to more than a day ago. */
    private void storeLongAgo() throws IOException {
        attachments.store(space, CONTENT);
        age();
    }

    private void age() {
        DATABASE.jdbi()
                .useHandle(handle -> handle.execute(
                        "UPDATE gitsync_contents SET stored_at = now() - interval '25 hours' WHERE space_id = ?",
                        space.id().value()));
    }

    /** Starts {@code work} in another thread and returns when it waits for a lock. */
    private static <T> CompletableFuture<T> blocked(Supplier<T> work) {
        CompletableFuture<T> result = CompletableFuture.supplyAsync(work);
        await().atMost(Duration.ofSeconds(30)).until(() -> result.isDone() || isAnyWaiting());
        assertThat(result).isNotDone();
        return result;
    }

    private static boolean isAnyWaiting() {
        return DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT EXISTS (SELECT FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND wait_event_type = 'Lock')")
                        .mapTo(Boolean.class)
                        .one());
    }

    private boolean isStored() {
        return attachments.contains(space, CONTENT.hash());
    }

    private ApplyResult put(PageChange.PutAttachment put) {
        return store.apply(space, List.of(put), ApplyContext.edit("ada"));
    }

    private PageChange.PutAttachment put() {
        return new PageChange.PutAttachment(store.newPageId(space), 0, CONTENT.as(null, "a.bin"), null, ADA);
    }

    @Test
    void storesContentsAgainIfTheyAreUploadedWhileACollectionDeletesThem() throws Exception {
        storeLongAgo();
        CompletableFuture<?>[] upload = new CompletableFuture<?>[1];
        hook.after(
                DELETION,
                () -> upload[0] = blocked(() -> {
                    try {
                        attachments.store(space, CONTENT);
                        return true;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
        collect(watched);

        assertThat(hook.wasReached()).isTrue();
        upload[0].get();
        assertThat(isStored()).isTrue();
        collect(DATABASE.jdbi());
        assertThat(put(put())).isInstanceOf(ApplyResult.Applied.class);
    }

    /** A client that is told that the server has them does not send them. */
    @Test
    void reportsContentsAsMissingWhileACollectionDeletesThem() throws Exception {
        storeLongAgo();
        CompletableFuture<?>[] batch = new CompletableFuture<?>[1];
        LargeFiles objects =
                new LargeFiles(attachments, new LfsLocks(new InMemoryLfsLockStore(), Clock.systemUTC()), 1000);
        hook.after(DELETION, () -> batch[0] = blocked(() -> objects.offered(space, Set.of(CONTENT.hash()))));
        collect(watched);

        assertThat(hook.wasReached()).isTrue();
        assertThat(batch[0].get()).isEqualTo(Map.of());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsContentsThatAreBeingRenewed(boolean byUpload) throws Exception {
        storeLongAgo();
        AttachmentStore renewing = store(watched).attachments().orElseThrow();
        hook.after("SET stored_at = clock_timestamp()", () -> collect(DATABASE.jdbi()));
        if (byUpload) {
            renewing.store(space, CONTENT);
        } else {
            renewing.renew(space, Set.of(CONTENT.hash()));
        }

        assertThat(hook.wasReached()).isTrue();
        collect(DATABASE.jdbi());
        assertThat(isStored()).isTrue();
    }

    @Test
    void keepsContentsThatAPlanIsAboutToName() throws Exception {
        storeLongAgo();
        CompletableFuture<?>[] collection = new CompletableFuture<?>[1];
        hook.after(
                "ORDER BY hash FOR NO KEY UPDATE",
                () -> collection[0] = blocked(() -> {
                    collect(DATABASE.jdbi());
                    return true;
                }));
        PageChange.PutAttachment put = put();
        assertThat(store(watched).apply(space, List.of(put), ApplyContext.edit("ada")))
                .isInstanceOf(ApplyResult.Applied.class);

        assertThat(hook.wasReached()).isTrue();
        collection[0].get();
        assertThat(read()).isEqualTo(CONTENT.bytes());
    }

    @Test
    void refusesAPlanThatNamesContentsThatAreBeingDeleted() throws Exception {
        storeLongAgo();
        CompletableFuture<?>[] plan = new CompletableFuture<?>[1];
        PageChange.PutAttachment put = put();
        hook.after(DELETION, () -> plan[0] = blocked(() -> put(put)));
        collect(watched);

        assertThat(hook.wasReached()).isTrue();
        assertThat(plan[0].get())
                .isInstanceOfSatisfying(
                        ApplyResult.Refused.class,
                        refused -> assertThat(refused.reason()).contains("are not stored"));
        assertThat(attachments.attachment(space, put.id())).isEmpty();
        attachments.store(space, CONTENT);
        assertThat(put(put)).isInstanceOf(ApplyResult.Applied.class);
    }

    /** The batch API reports an object of yesterday as stored, and the client pushes its pointer a moment later. */
    @Test
    void keepsReportedObjectsDuringACollectionAtAnyStatementOfThePush() throws Exception {
        JdbiRepositoryStore repositories = new JdbiRepositoryStore(watched);
        WorkingCopy copy = new WorkingCopy(space)
                .write(".gitattributes", "*.bin filter=lfs diff=lfs merge=lfs -text\n")
                .write("A.md", "a page");
        try (PostgresPool impatient = impatientPool();
                GitSync sync = GitSync.builder()
                        .spaces(new JdbiSpaces(watched))
                        .pages(store(watched))
                        .repositories(repositories)
                        .build()) {
            assertThat(copy.push(sync)).isInstanceOf(PushResult.Accepted.class);
            LargeFiles objects = sync.largeFiles().orElseThrow();
            int at = 1;
            do {
                TestContent object = TestContent.of("object " + at);
                attachments.store(space, object);
                age();
                assertThat(objects.offered(space, Set.of(object.hash()))).containsKey(object.hash());
                copy.write("A/file.bin", object.pointer());
                hook.afterNth(at, () -> collectUnlessLocked(impatient));
                assertThat(copy.push(sync)).as("statement %d", at).isInstanceOf(PushResult.Accepted.class);
                assertThat(attachments.contains(space, object.hash())).isTrue();
                at++;
            } while (hook.wasReached());
            assertThat(at).isGreaterThan(10);
        }
    }

    private static PostgresPool impatientPool() {
        return PostgresPool.builder(DATABASE.url() + "&options=-c%20lock_timeout=10ms")
                .user("postgres")
                .password("postgres")
                .size(1)
                .build();
    }

    private void collectUnlessLocked(PostgresPool impatient) {
        try {
            collect(impatient.jdbi());
        } catch (StoreException e) {
            // The push holds the lock of all writers of contents, so the collection waits until the push has named
            // them.
        }
    }

    private byte[] read() throws IOException {
        try (InputStream in = attachments.open(space, CONTENT.hash(), 0)) {
            return in.readAllBytes();
        }
    }
}
