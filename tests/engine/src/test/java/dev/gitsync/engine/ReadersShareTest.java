package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.Clocks;
import dev.gitsync.error.StoreException;
import dev.gitsync.lock.InProcessSpaceLock;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.model.Space;
import dev.gitsync.report.SyncReport;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.tests.store.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Faults C3, B8: while another process, which may be dead, holds the lease, concurrent readers share one short wait. */
class ReadersShareTest {
    private static final Duration ONCE = Duration.ofMillis(500);
    private static final int READERS = 4;

    private final AtomicLong nanoTime = new AtomicLong();
    private final ScriptedLock lock = new ScriptedLock();
    private final EngineFixture wiki =
            new EngineFixture(new InMemoryRepositoryStore(), builder -> Clocks.of(builder.lock(lock), nanoTime::get));
    private final ExecutorService people = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        people.shutdownNow();
    }

    @Test
    void waitsForTheLeaseOnceForConcurrentReaders() throws Exception {
        wiki.page(null, "A", "a");
        lock.answers(Answer.HELD_ELSEWHERE);

        List<SyncReport> reports = readTogether();

        assertThat(lock.asked).as("attempts to acquire the lease").containsExactly(ONCE);
        assertThat(reports).filteredOn(SyncReport.Pulled.class::isInstance).hasSize(1);
        assertThat(reports).filteredOn(SyncReport.UpToDate.class::isInstance).hasSize(READERS - 1);
        assertThat(reports)
                .extracting(ReadersShareTest::main)
                .containsOnly(wiki.git.main().name());
        assertThat(wiki.git.paths()).containsExactly("A.md");
    }

    @Test
    void failsConcurrentReadersTogether() throws Exception {
        wiki.page(null, "A", "a");
        lock.answers(Answer.HELD_ELSEWHERE);
        wiki.faulty.failBefore(Call.CHANGES, READERS + 1);

        assertThat(readTogether()).hasSize(READERS).hasOnlyElementsOfType(SyncReport.Failed.class);
        assertThat(wiki.faulty.calls(Call.CHANGES))
                .as("one reading of the feed for each reader, and one more")
                .isEqualTo(READERS + 1);
        assertThat(wiki.sync.catchUp(wiki.space.id()).isCaughtUp())
                .as("next catch-up")
                .isTrue();
    }

    /** Law 1: a reader that starts while another one reads the feed may miss changes in that reading. */
    @Test
    void catchesUpAgainForALaterReader() throws Exception {
        wiki.page(null, "A", "a");
        lock.answers(Answer.HELD_ELSEWHERE);
        CountDownLatch looked = new CountDownLatch(1);
        List<Future<SyncReport>> later = new ArrayList<>();
        // Calls 1 and 2 are readings of the first reader; 3 is its pull; 4 is the reading of the later one.
        wiki.faulty.after(Call.CHANGES, 3, () -> {
            wiki.page(null, "B", "b");
            later.add(people.submit(() -> wiki.sync.catchUp(wiki.space.id())));
            await(looked);
        });
        wiki.faulty.after(Call.CHANGES, 4, looked::countDown);

        assertThat(wiki.sync.catchUp(wiki.space.id()).isCaughtUp()).isTrue();
        assertThat(later.get(0).get(1, TimeUnit.MINUTES).isCaughtUp()).isTrue();
        assertThat(wiki.git.paths()).containsExactly("A.md", "B.md");
    }

    @Test
    void skipsTheWaitForAWhileAfterAWaitInVain() {
        lock.answers(Answer.HELD_ELSEWHERE);
        for (String title : List.of("A", "B", "C")) {
            wiki.page(null, title, "x");
            assertThat(wiki.sync.catchUp(wiki.space.id())).isInstanceOf(SyncReport.Pulled.class);
        }
        assertThat(lock.asked).containsExactly(ONCE, Duration.ZERO, Duration.ZERO);

        nanoTime.addAndGet(Duration.ofSeconds(4).toNanos());
        wiki.page(null, "D", "x");
        wiki.sync.catchUp(wiki.space.id());
        assertThat(lock.asked)
                .as("attempt after the pause, when another process may hold the lease")
                .endsWith(ONCE);
    }

    @Test
    void waitsAgainAfterTheLeaseWasFree() {
        lock.answers(Answer.HELD_ELSEWHERE);
        wiki.page(null, "A", "x");
        wiki.sync.catchUp(wiki.space.id());
        lock.answers(Answer.FREE);
        wiki.page(null, "B", "x");
        wiki.sync.catchUp(wiki.space.id());
        lock.answers(Answer.HELD_ELSEWHERE);
        wiki.page(null, "C", "x");
        wiki.sync.catchUp(wiki.space.id());

        assertThat(lock.asked).containsExactly(ONCE, Duration.ZERO, ONCE);
    }

    @Test
    void skipsUnavailableLeasesForAWhile() {
        lock.answers(Answer.SILENT);
        for (String title : List.of("A", "B", "C")) {
            wiki.page(null, title, "x");
            assertThat(wiki.sync.catchUp(wiki.space.id())).isInstanceOf(SyncReport.Pulled.class);
        }
        assertThat(lock.asked).containsExactly(ONCE);

        nanoTime.addAndGet(Duration.ofSeconds(4).toNanos());
        lock.answers(Answer.FREE);
        wiki.page(null, "D", "x");
        wiki.sync.catchUp(wiki.space.id());
        assertThat(lock.asked).as("attempts to acquire the lease").containsExactly(ONCE, ONCE);
        wiki.assertVerified();
    }

    /** A thread of this process held the lease. When it was done, a dying process took it. */
    @Test
    void waitsOnceForALeaseThatMovesToAnotherProcess() {
        wiki.page(null, "A", "a");
        lock.answers(Answer.HELD_HERE, Answer.HELD_ELSEWHERE);

        assertThat(wiki.sync.catchUp(wiki.space.id())).isInstanceOf(SyncReport.Pulled.class);
        assertThat(lock.asked).containsExactly(ONCE, ONCE);
    }

    /** The other thread has pulled all changes that the reader needs. Newer changes concern only later readers. */
    @Test
    void usesThePullOfAnotherThreadOfItsProcess() {
        wiki.page(null, "A", "a");
        lock.answers(Answer.HELD_HERE);
        lock.meanwhile = () -> {
            lock.answers(Answer.FREE);
            assertThat(wiki.sync.runOnce(wiki.space.id())).isInstanceOf(SyncReport.Pulled.class);
            wiki.page(null, "B", "b");
            lock.answers(Answer.HELD_HERE);
        };

        SyncReport report = wiki.sync.catchUp(wiki.space.id());
        assertThat(report).isInstanceOf(SyncReport.UpToDate.class);
        assertThat(main(report)).isEqualTo(wiki.git.main().name());
        assertThat(lock.asked)
                .as("attempts of the reader and of the other thread")
                .containsExactly(ONCE, Duration.ZERO);
    }

    /** All readers read the feed before one of them continues. */
    private List<SyncReport> readTogether() throws Exception {
        CyclicBarrier all = new CyclicBarrier(READERS);
        for (int i = 1; i <= READERS; i++) {
            wiki.faulty.before(Call.CHANGES, i, () -> await(all));
        }
        List<Future<SyncReport>> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            readers.add(people.submit(() -> wiki.sync.catchUp(wiki.space.id())));
        }
        List<SyncReport> reports = new ArrayList<>();
        for (Future<SyncReport> reader : readers) {
            reports.add(reader.get(1, TimeUnit.MINUTES));
        }
        return reports;
    }

    private static String main(SyncReport report) {
        if (report instanceof SyncReport.Pulled pulled) {
            return String.valueOf(pulled.main());
        }
        return report instanceof SyncReport.UpToDate upToDate ? String.valueOf(upToDate.main()) : report.toString();
    }

    private static void await(CyclicBarrier all) {
        try {
            all.await(1, TimeUnit.MINUTES);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private enum Answer {
        FREE,
        HELD_HERE,
        HELD_ELSEWHERE,
        SILENT
    }

    /** Returns its answers at once, one after the other and the last one repeatedly, and records the requested waits. */
    private static final class ScriptedLock implements SpaceLock {
        private final SpaceLock free = new InProcessSpaceLock();
        private final List<Duration> asked = new ArrayList<>();
        private List<Answer> answers = List.of(Answer.FREE);
        private Runnable meanwhile = () -> {};

        synchronized void answers(Answer... next) {
            answers = List.of(next);
        }

        @Override
        public SpaceLock.Attempt acquire(Space space, Duration patience) throws InterruptedException {
            Runnable first;
            Answer answer;
            synchronized (this) {
                asked.add(patience);
                answer = answers.get(0);
                if (answers.size() > 1) {
                    answers = answers.subList(1, answers.size());
                }
                first = meanwhile;
                meanwhile = () -> {};
            }
            first.run();
            return switch (answer) {
                case FREE -> free.acquire(space, patience);
                case HELD_HERE -> new SpaceLock.Attempt.Busy(SpaceLock.Attempt.Holder.THIS_PROCESS);
                case HELD_ELSEWHERE -> new SpaceLock.Attempt.Busy(SpaceLock.Attempt.Holder.OTHER_PROCESS);
                case SILENT -> throw new StoreException("No answer");
            };
        }
    }
}
