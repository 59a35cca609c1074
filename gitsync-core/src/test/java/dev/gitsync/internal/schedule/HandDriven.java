package dev.gitsync.internal.schedule;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.SyncReport;
import dev.gitsync.settings.Schedule;
import dev.gitsync.store.SpaceDirectory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A scheduler on one thread whose clock moves and whose jobs run only when the test says so. It records its cycles as
 * {@code space@milliseconds}.
 */
final class HandDriven implements SpaceDirectory {
    /** Shortly before a {@code long} overflows, which {@link System#nanoTime()} may be. */
    private static final long BEGINNING = Long.MAX_VALUE - 1_000;

    final List<String> log = new ArrayList<>();
    final Deque<Runnable> jobs = new ArrayDeque<>();
    final Scheduler scheduler;
    List<String> enabled = List.of();
    int listings;
    int listingsThatFail;
    int jobsRefused;
    /** The work of a cycle; by default nothing. */
    Function<SpaceId, SyncReport> cycle = id -> new SyncReport.UpToDate(id, null);

    /** The version tokens of the wiki; empty unless the test sets some. */
    final Map<SpaceId, String> versionTokens = new HashMap<>();

    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private long elapsed;

    HandDriven(Schedule schedule) {
        scheduler = new Scheduler(
                new SchedulerTasks(this, this::runCycle, this::versionTokens),
                schedule,
                new SchedulerEnvironment(() -> BEGINNING + elapsed, () -> 0, this::accept, () -> {}));
    }

    static SyncReport failed(SpaceId id) {
        return new SyncReport.Failed(id, "broken", new IllegalStateException("broken"));
    }

    static SyncReport held(SpaceId id) {
        return new SyncReport.Skipped(id, SyncReport.Reason.LOCK_HELD);
    }

    /** Advances the clock as a timer would; each job runs at its due time. */
    void pass(Duration time) {
        long end = elapsed + time.toNanos();
        long pause = runWhatIsDue(end);
        while (pause <= end - elapsed) {
            elapsed += pause;
            pause = runWhatIsDue(end);
        }
        elapsed = Math.max(elapsed, end);
    }

    void passMillis(long millis) {
        pass(Duration.ofMillis(millis));
    }

    /** Advances the clock within a cycle. */
    void take(Duration time) {
        elapsed += time.toNanos();
    }

    void changed(String space) {
        scheduler.pageChanged(new SpaceId(space));
    }

    int cyclesOf(String space) {
        return counts.getOrDefault(space, 0);
    }

    Stream<String> timesOf(String space) {
        String prefix = space + "@";
        return log.stream().filter(line -> line.startsWith(prefix)).map(line -> line.substring(prefix.length()));
    }

    long millis() {
        return Duration.ofNanos(elapsed).toMillis();
    }

    @Override
    public Optional<Space> find(SpaceId id) {
        throw new AssertionError("The scheduler leaves this to the cycle");
    }

    @Override
    public List<Space> enabled() {
        listings++;
        if (listingsThatFail > 0) {
            listingsThatFail--;
            throw new IllegalStateException("no database");
        }
        return enabled.stream().map(id -> new Space(new SpaceId(id), "", id)).toList();
    }

    private Map<SpaceId, String> versionTokens(List<Space> spaces) {
        return Map.copyOf(versionTokens);
    }

    private long runWhatIsDue(long end) {
        long pause = scheduler.dispatch();
        while (!jobs.isEmpty() && elapsed <= end) {
            jobs.remove().run();
            pause = scheduler.dispatch();
        }
        return pause;
    }

    private SyncReport runCycle(SpaceId id) {
        log.add(id + "@" + millis());
        counts.merge(id.value(), 1, Integer::sum);
        return cycle.apply(id);
    }

    private void accept(Runnable job) {
        if (jobsRefused > 0) {
            jobsRefused--;
            throw new OutOfMemoryError("unable to create native thread");
        }
        jobs.add(job);
    }
}
