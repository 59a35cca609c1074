package dev.gitsync.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageChange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Contract tests for {@link dev.gitsync.store.PageStore}. Extend this class for your own store, implement {@link
 * #store()} and {@link #newSpace()}, and run it. The name of a failed test states the broken guarantee. Declare in
 * {@link #limits()} what the wiki can't support; the contract then tests that the store refuses it.
 *
 * <p>The superclasses test the guarantees for readers and single writers; this class tests concurrent reads and writes.
 */
public abstract class PageStoreContract extends PageStoreWriteContract {
    private static final int WRITERS = 4;
    private static final int PAGES_PER_WRITER = 50;

    /** Creates the contract; for subclasses. */
    protected PageStoreContract() {}

    /**
     * Returns the number of pages that each concurrent writer creates; a store that lists all of its pages may return
     * less.
     */
    protected int pagesPerWriter() {
        return PAGES_PER_WRITER;
    }

    @Test
    @Timeout(60)
    void oneOfTwoConflictingUpdatesWins() throws Exception {
        PageId a = page("A");
        int rounds = 25;
        for (int round = 0; round < rounds; round++) {
            long version = wiki.live(a).version();
            List<String> texts = List.of("left " + round, "right " + round);
            var barrier = new CyclicBarrier(texts.size());
            List<ApplyResult> results = concurrently(texts.stream()
                    .map(text -> (Callable<ApplyResult>) () -> {
                        barrier.await(30, TimeUnit.SECONDS);
                        return apply(update(a, version, content("A", text)));
                    })
                    .toList());

            assertThat(results)
                    .filteredOn(ApplyResult.Applied.class::isInstance)
                    .hasSize(1);
            assertThat(results).filteredOn(ApplyResult.Stale.class::isInstance).hasSize(1);
            String winner = texts.get(results.get(0) instanceof ApplyResult.Applied ? 0 : 1);
            assertThat(wiki.live(a).content()).isEqualTo(content("A", winner));
        }
        assertThat(feed()).hasSize(1 + rounds);
    }

    @Test
    @Timeout(60)
    void appliesOneOfTwoMovesThatTogetherMakeACycle() throws Exception {
        for (int round = 0; round < 10; round++) {
            PageId a = page("A" + round);
            PageId b = page("B" + round);
            PageChange.Update belowB = update(a, version(a), new PageContent(b, "A" + round, "x"));
            PageChange.Update belowA = update(b, version(b), new PageContent(a, "B" + round, "x"));
            var barrier = new CyclicBarrier(2);
            List<ApplyResult> results = concurrently(List.of(
                    () -> {
                        barrier.await(30, TimeUnit.SECONDS);
                        return apply(belowB);
                    },
                    () -> {
                        barrier.await(30, TimeUnit.SECONDS);
                        return apply(belowA);
                    }));

            assertThat(results)
                    .filteredOn(ApplyResult.Applied.class::isInstance)
                    .hasSize(1);
            assertThat(results)
                    .filteredOn(ApplyResult.Refused.class::isInstance)
                    .hasSize(1);
        }
    }

    @Test
    @Timeout(120)
    void showsEveryChangeOnceAndInOrderToAReaderOfTheFeed() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1);
        try {
            List<Future<List<PageId>>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                String name = "Writer" + i + "-";
                writers.add(threads.submit(() -> writeMany(name)));
            }
            Future<List<Change>> reader =
                    threads.submit(() -> follow(() -> writers.stream().allMatch(Future::isDone)));

            List<PageId> written = new ArrayList<>();
            for (Future<List<PageId>> writer : writers) {
                written.addAll(writer.get());
            }
            List<Change> seen = reader.get();
            assertThat(seen).extracting(Change::id).containsExactlyInAnyOrderElementsOf(written);
            assertThat(seen).isEqualTo(feed());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Creates pages one after the other and returns their ids. */
    private List<PageId> writeMany(String name) {
        List<PageId> written = new ArrayList<>();
        for (int i = 0; i < pagesPerWriter(); i++) {
            written.add(page(name + i));
        }
        return written;
    }

    /** Reads from cursor to cursor until a reading that began after {@code done} finds the end. */
    private List<Change> follow(BooleanSupplier done) {
        List<Change> seen = new ArrayList<>();
        Cursor cursor = Cursor.START;
        boolean last;
        ChangeBatch batch;
        do {
            last = done.getAsBoolean();
            batch = store.changes(space, cursor, 3);
            seen.addAll(batch.changes());
            cursor = batch.next();
        } while (!last || batch.more());
        return seen;
    }

    private static <T> List<T> concurrently(List<Callable<T>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
