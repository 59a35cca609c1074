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
 * The promises of {@link dev.gitsync.store.PageStore} as tests. Extend this class for your own store, supply
 * {@link #store()} and {@link #newSpace()}, and run it; every method that fails names the promise that is not kept. What a
 * wiki can't do by its nature is declared in {@link #limits()}, and tested to be refused.
 *
 * <p>The layers below this class hold what readers and single writers may rely on; here stands what holds when several
 * threads write and read at once.
 *
 * <p>In a class cycle with {@code PageStoreFixture}, {@code PageStoreFeedContract} and {@code
 * PageStoreWriteContract}: its layers ask for the limits that an adapter names here.
 */
public abstract class PageStoreContract extends PageStoreWriteContract {
    private static final int WRITERS = 4;
    private static final int PAGES_PER_WRITER = 50;

    /** For subclasses. */
    protected PageStoreContract() {}

    /** How many pages each of the writers creates who write at once; a store that lists all of its pages may say less. */
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
            List<ApplyResult> results = together(texts.stream()
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
    void twoMovesThatTogetherMakeACycleDoNotBothSucceed() throws Exception {
        for (int round = 0; round < 10; round++) {
            PageId a = page("A" + round);
            PageId b = page("B" + round);
            PageChange.Update belowB = update(a, version(a), new PageContent(b, "A", "x"));
            PageChange.Update belowA = update(b, version(b), new PageContent(a, "B", "x"));
            var barrier = new CyclicBarrier(2);
            List<ApplyResult> results = together(List.of(
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
    void aReaderThatFollowsTheFeedSeesEveryChangeOnceAndInOrder() throws Exception {
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
            assertThat(seen).extracting(Change::page).containsExactlyInAnyOrderElementsOf(written);
            assertThat(seen).isEqualTo(feed());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Creates pages one after the other and answers their ids. */
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

    private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
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

    /**
     * What a wiki may be unable to do. A store says so with {@link PageStoreContract#limits()}; nothing else may be missing. The
     * contract then tests that the store says no where others do it, and fails if the store can do it after all: what is
     * declared is true, and stays true.
     */
    public enum Limit {
        /** Not every text can be a title. What can't is refused with a sentence. */
        TITLES_ARE_RESTRICTED,
        /** Two pages below the same page can't have the same title. The second is refused with a sentence. */
        SIBLINGS_NEED_DISTINCT_TITLES,
        /**
         * The wiki can't tell an absent text from an empty one: a page that was stored without a text comes back with {@code ""}.
         * A folder that git users push without a page of its own then gains an empty page file with the next pull.
         */
        TEXTS_ARE_NEVER_ABSENT,
        /**
         * There are no transactions: a page that the wiki refuses stops a plan in the middle. The answer is
         * {@link dev.gitsync.store.ApplyResult.Partial}, and says of every page of the plan whether it is in.
         */
        PLANS_MAY_STOP_HALFWAY
    }
}
