package dev.gitsync.testkit.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorStateStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** The part of the contract of a store of mirror states that is about reports. */
abstract class MirrorReportsContract {
    static final Instant NOON = Instant.parse("2026-11-30T12:00:00.123Z");
    static final ObjectId A = ObjectId.fromString("0123456789abcdef0123456789abcdef01234567");
    static final ObjectId B = ObjectId.fromString("ffffffffffffffffffffffffffffffffffffffff");
    static final int KEPT = MirrorStateStore.KEPT_REPORTS;
    static final int THREADS = 8;

    final MirrorId mirror = newId();

    /** Returns the store under test; the same instance for every call within a test. */
    protected abstract MirrorStateStore store();

    /** Returns the store as another process has it; {@link #store()} if the store is for one process only. */
    protected MirrorStateStore elsewhere() {
        return store();
    }

    @Test
    void reportsComeNewestFirstWhateverTheirTimes() {
        List<MirrorReport> added = IntStream.of(0, 5, 5, -3)
                .mapToObj(seconds -> numbered(seconds, NOON.plusSeconds(seconds)))
                .toList();
        added.forEach(store()::add);
        List<MirrorReport> newestFirst = new ArrayList<>(added);
        Collections.reverse(newestFirst);
        assertThat(store().reports(mirror, KEPT)).isEqualTo(newestFirst);
        assertThat(store().reports(mirror, 2)).isEqualTo(newestFirst.subList(0, 2));
        assertThat(store().reports(mirror, 0)).isEmpty();
    }

    @Test
    void reportsAreOfOneMirrorOnly() {
        store().add(report(Outcome.PUSHED));
        assertThat(store().reports(newId(), KEPT)).isEmpty();
    }

    @Test
    void theNewestReportsAreKeptAndTheirNumberIsBounded() {
        int added = 3 * KEPT;
        IntStream.range(0, added).forEach(i -> store().add(numbered(i, NOON)));
        List<MirrorReport> found = store().reports(mirror, Integer.MAX_VALUE);
        assertThat(found).hasSizeBetween(KEPT, 2 * KEPT);
        assertThat(found.subList(0, KEPT))
                .extracting(MirrorReport::sentence)
                .containsExactlyElementsOf(IntStream.range(0, KEPT)
                        .mapToObj(i -> "report " + (added - 1 - i))
                        .toList());
    }

    @Test
    void reportsOfSeveralThreadsAreAllKept() throws Exception {
        int each = KEPT / THREADS;
        atOnce(thread -> {
            IntStream.range(0, each).forEach(i -> store().add(numbered(thread * each + i, NOON)));
            return true;
        });
        assertThat(store().reports(mirror, KEPT).stream()
                        .map(MirrorReport::sentence)
                        .collect(Collectors.toSet()))
                .hasSize(THREADS * each);
    }

    MirrorReport report(Outcome outcome) {
        return new MirrorReport(
                mirror, NOON, outcome, "What happened.", List.of("docs/a.md", "b"), Optional.of(A), Optional.of(B));
    }

    MirrorReport numbered(int number, Instant at) {
        return new MirrorReport(
                mirror, at, Outcome.PUSHED, "report " + number, List.of(), Optional.empty(), Optional.empty());
    }

    static MirrorId newId() {
        return new MirrorId("mirror-" + UUID.randomUUID());
    }

    /** Runs the work in several threads at once, with the number of the thread, and returns the results. */
    static <T> List<T> atOnce(Function<Integer, T> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<T>> all = IntStream.range(0, THREADS)
                    .<Callable<T>>mapToObj(thread -> () -> work.apply(thread))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(all)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
