package dev.gitsync.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.SyncReport;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.settings.Schedule;
import dev.gitsync.store.SpaceDirectory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Row E2, with real threads: close ends all threads that start has begun. */
@Timeout(60)
class AutoSyncTest {
    private static final SpaceId A = new SpaceId("a");
    private static final SpaceId B = new SpaceId("b");
    private static final Schedule QUICK = GitSyncSettings.builder()
            .schedule(times -> times.pollInterval(Duration.ofMillis(10))
                    .debounce(Duration.ofMillis(1))
                    .parallelism(2))
            .build()
            .schedule();
    private static final Schedule EVENTS_ONLY = GitSyncSettings.builder()
            .schedule(times -> times.pollInterval(Duration.ofDays(1))
                    .debounce(Duration.ofMillis(1))
                    .closeWait(Duration.ofMillis(50)))
            .build()
            .schedule();

    private final StartedThreads started = new StartedThreads();
    private final Queue<SpaceId> cycles = new ConcurrentLinkedQueue<>();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private AutoSync sync =
            new AutoSync(new SchedulerTasks(directory(), id -> new SyncReport.UpToDate(id, null)), QUICK);

    @AfterEach
    void assertNoThreadIsLeftAfterClose() {
        released.countDown();
        sync.close();
        assertNoThreadIsLeft();
    }

    @Test
    void startsNoThreadBeforeStart() {
        sync = recording(QUICK, A);

        sync.pageChanged(A);

        assertThat(threads()).isEmpty();
        assertThat(cycles).isEmpty();
    }

    @Test
    void pollsUntilItIsClosedAndLeavesNoThread() {
        sync = recording(QUICK, A, B);
        sync.start();
        await().until(() -> cycles.size() > 20);
        assertThat(cycles).contains(A, B);
        assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon);

        sync.close();

        assertNoThreadIsLeft();
        int ended = cycles.size();
        sync.pageChanged(A);
        assertThat(threads()).isEmpty();
        assertThat(cycles).hasSize(ended);
    }

    /** At that moment the timer waits for a lock, which consumes its wake-up. */
    @Test
    void closesWhileItDispatches() {
        for (int i = 0; i < 50; i++) {
            sync = recording(QUICK, A, B);
            sync.start();
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> cycles.size() > 2);
            cycles.clear();
            sync.close();
        }

        assertNoThreadIsLeft();
    }

    @Test
    void ignoresASecondStart() {
        sync = recording(EVENTS_ONLY, A);

        sync.start();
        sync.start();

        assertThat(threads()).filteredOn(Thread::getName, "gitsync-timer").hasSize(1);
    }

    @Test
    void closeIsIdempotentAndFinal() {
        sync = recording(EVENTS_ONLY, A);
        sync.start();

        sync.close();
        sync.close();

        assertThatThrownBy(sync::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void canBeClosedWithoutHavingStarted() {
        sync.close();

        assertThatThrownBy(sync::start).hasMessageContaining("closed");
    }

    @Test
    void runsACycleForAnEventBeforeTheNextPoll() {
        sync = recording(EVENTS_ONLY);
        sync.start();

        sync.pageChanged(B);

        await().untilAsserted(() -> assertThat(cycles).containsExactly(B));
    }

    @Test
    void runsACycleForEachEventOfManyThreads() throws InterruptedException {
        AtomicInteger edits = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger();
        sync = new AutoSync(
                new SchedulerTasks(directory(), id -> {
                    seen.set(edits.get());
                    return new SyncReport.UpToDate(id, null);
                }),
                EVENTS_ONLY);
        sync.start();

        Thread[] editors = new Thread[8];
        for (int i = 0; i < editors.length; i++) {
            editors[i] = new Thread(() -> {
                for (int edit = 0; edit < 1_000; edit++) {
                    edits.incrementAndGet();
                    sync.pageChanged(A);
                }
            });
            editors[i].start();
        }
        for (Thread editor : editors) {
            editor.join();
        }

        await().untilAsserted(() -> assertThat(seen).hasValue(8_000));
    }

    @Test
    void waitsForARunningCycleInClose() {
        AtomicBoolean ended = new AtomicBoolean();
        Schedule patient = GitSyncSettings.builder()
                .schedule(times -> times.pollInterval(Duration.ofDays(1)))
                .build()
                .schedule();
        sync = blocking(patient, id -> {
            awaitUninterrupted(released);
            ended.set(true);
        });
        Thread closing = new Thread(sync::close);
        closing.start();
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        assertThat(ended).isFalse();

        released.countDown();

        await().until(() -> !closing.isAlive());
        assertThat(ended).isTrue();
        assertNoThreadIsLeft();
    }

    @Test
    void interruptsACycleThatTakesTooLongInClose() {
        AtomicBoolean interrupted = new AtomicBoolean();
        sync = blocking(EVENTS_ONLY, id -> {
            try {
                released.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        });

        sync.close();

        assertThat(interrupted).isTrue();
        assertNoThreadIsLeft();
    }

    @Test
    void acceptsAnEventWithoutWaitingForARunningCycle() {
        sync = blocking(EVENTS_ONLY, id -> awaitUninterrupted(released));

        sync.pageChanged(A);
        sync.pageChanged(B);

        await().untilAsserted(() -> assertThat(cycles).contains(B));
        released.countDown();
        await().untilAsserted(() -> assertThat(cycles).containsExactly(A, B, A));
    }

    @Test
    void continuesAfterTheDirectoryAndACycleThrew() {
        AtomicInteger listings = new AtomicInteger();
        SpaceDirectory failing = new Listing(() -> {
            if (listings.incrementAndGet() % 2 == 1) {
                throw new IllegalStateException("no database");
            }
            return List.of(A, B);
        });
        sync = new AutoSync(
                new SchedulerTasks(failing, id -> {
                    cycles.add(id);
                    if (id.equals(A)) {
                        throw new IllegalStateException("bug");
                    }
                    return new SyncReport.UpToDate(id, null);
                }),
                QUICK);

        sync.start();

        await().until(() -> cycles.stream().filter(B::equals).count() > 5);
        assertThat(cycles).contains(A);
    }

    private AutoSync recording(Schedule schedule, SpaceId... enabled) {
        return new AutoSync(
                new SchedulerTasks(directory(enabled), id -> {
                    cycles.add(id);
                    return new SyncReport.UpToDate(id, null);
                }),
                schedule);
    }

    /** Starts, runs {@code work} in a first cycle of space A, and returns when the work has begun. */
    private AutoSync blocking(Schedule schedule, Consumer<SpaceId> work) {
        Function<SpaceId, SyncReport> cycle = id -> {
            cycles.add(id);
            if (cycles.size() == 1) {
                entered.countDown();
                work.accept(id);
            }
            return new SyncReport.UpToDate(id, null);
        };
        AutoSync blocked = new AutoSync(new SchedulerTasks(directory(A), cycle), schedule);
        blocked.start();
        awaitUninterrupted(entered);
        return blocked;
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** Waits, because a pool reports its end some microseconds before its last thread ends. */
    private void assertNoThreadIsLeft() {
        await().until(() -> threads().isEmpty());
    }

    private List<Thread> threads() {
        return started.named("gitsync-");
    }

    private static SpaceDirectory directory(SpaceId... enabled) {
        return new Listing(() -> List.of(enabled));
    }

    private record Listing(Supplier<List<SpaceId>> ids) implements SpaceDirectory {
        @Override
        public Optional<Space> find(SpaceId id) {
            throw new AssertionError("The scheduler leaves this to the cycle");
        }

        @Override
        public List<Space> enabled() {
            return ids.get().stream().map(id -> new Space(id, "", id.value())).toList();
        }
    }
}
