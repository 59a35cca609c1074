package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gitsync.error.StoreException;
import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageChange;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests two real transactions that overlap. A write within an open transaction waits until the other transaction commits. */
@Timeout(60)
final class LateCommitTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();

    private final JdbiPageStore store = new JdbiPageStore(DATABASE.jdbi());
    private final Space space = DATABASE.newSpace();
    private final PageId early = store.newPageId(space);
    private final PageId late = store.newPageId(space);
    private final CountDownLatch firstIsReady = new CountDownLatch(1);
    private final CountDownLatch firstMayGoOn = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void waitsForTheWriterThatNumberedItsChangesBefore() throws Exception {
        Future<?> first = threads.submit(() -> DATABASE.jdbi().useTransaction(handle -> {
            assertThat(create(space, early)).isInstanceOf(ApplyResult.Applied.class);
            pause();
        }));
        firstIsReady.await();
        Future<ApplyResult> second = threads.submit(() -> create(space, late));
        waitForABlockedWriter();
        assertThat(store.changes(space, Cursor.START, 10).changes()).isEmpty();

        firstMayGoOn.countDown();
        first.get();
        assertThat(second.get()).isInstanceOf(ApplyResult.Applied.class);
        assertThat(store.changes(space, Cursor.START, 10).changes())
                .extracting(Change::id)
                .containsExactly(early, late);
    }

    @Test
    void readsATransactionThatBeganFirstAndCommitsLast() throws Exception {
        Future<?> first = threads.submit(() -> DATABASE.jdbi().useTransaction(handle -> {
            handle.execute("SELECT pg_current_xact_id()");
            pause();
            create(space, late);
        }));
        firstIsReady.await();
        create(space, early);
        ChangeBatch read = store.changes(space, Cursor.START, 10);
        assertThat(read.changes()).extracting(Change::id).containsExactly(early);

        firstMayGoOn.countDown();
        first.get();
        assertThat(store.changes(space, read.next(), 10).changes())
                .extracting(Change::id)
                .containsExactly(late);
    }

    @Test
    void runsWritersOfDifferentSpacesConcurrently() throws Exception {
        Future<?> first = threads.submit(() -> DATABASE.jdbi().useTransaction(handle -> {
            create(space, early);
            pause();
        }));
        firstIsReady.await();

        assertThat(create(DATABASE.newSpace(), late)).isInstanceOf(ApplyResult.Applied.class);
        firstMayGoOn.countDown();
        first.get();
    }

    @Test
    void refusesAPageIdOfAnotherSpace() throws Exception {
        Space other = DATABASE.newSpace();
        Future<?> first = threads.submit(() -> DATABASE.jdbi().useTransaction(handle -> {
            create(space, early);
            pause();
        }));
        firstIsReady.await();
        Future<ApplyResult> second = threads.submit(() -> create(other, early));
        waitForABlockedWriter();
        firstMayGoOn.countDown();
        first.get();

        assertThat(second)
                .failsWithin(30, TimeUnit.SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(StoreException.class);
        assertThat(create(other, early)).isEqualTo(new ApplyResult.Stale(List.of(early)));
        assertThat(store.changes(other, Cursor.START, 10).changes()).isEmpty();
        assertThat(store.page(space, early)).isPresent();
    }

    @Test
    void leavesNoGapAfterARollback() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> DATABASE.jdbi().useTransaction(handle -> {
                    create(space, early);
                    throw new IllegalStateException("the wiki changed its mind");
                }));
        create(space, late);

        ChangeBatch read = store.changes(space, Cursor.START, 10);
        assertThat(read.changes()).extracting(Change::id).containsExactly(late);
        assertThat(read.next().value()).startsWith("1-");
    }

    private void pause() {
        firstIsReady.countDown();
        try {
            firstMayGoOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private ApplyResult create(Space where, PageId page) {
        var provenance = Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.EPOCH, "");
        var create = new PageChange.Create(page, new PageContent(null, "A page", "text"), provenance);
        return store.apply(where, List.of(create), ApplyContext.edit("u1"));
    }

    private static void waitForABlockedWriter() {
        boolean blocked = false;
        while (!blocked) {
            blocked = DATABASE.jdbi()
                    .withHandle(handle ->
                            handle.createQuery("""
                                    SELECT count(*) > 0 FROM pg_stat_activity
                                    WHERE datname = current_database() AND wait_event_type = 'Lock'""").mapTo(Boolean.class).one());
        }
    }
}
