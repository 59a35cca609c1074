package dev.gitsync.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.report.SyncReport;
import dev.gitsync.settings.GitSyncSettings;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Row E3: bounded parallelism, and every space gets its turn. */
@Timeout(60)
class SchedulerFairnessTest {
    @Test
    void limitsTheNumberOfConcurrentCycles() {
        HandDriven sync = new HandDriven(GitSyncSettings.builder()
                .schedule(times -> times.parallelism(2))
                .build()
                .schedule());
        sync.enabled = List.of("a", "b", "c", "d", "e");
        sync.scheduler.dispatch();
        sync.jobs.remove().run();

        sync.scheduler.dispatch();
        assertThat(sync.jobs).hasSize(2);
        assertThat(sync.scheduler.dispatch())
                .isGreaterThan(Duration.ofSeconds(14).toNanos());

        for (int left = 4; left >= 0; left--) {
            sync.jobs.remove().run();
            sync.scheduler.dispatch();
            assertThat(sync.jobs).hasSize(Math.min(left, 2));
        }
        assertThat(sync.log).containsExactly("a@0", "b@0", "c@0", "d@0", "e@0");
    }

    @Test
    void runsOtherSpacesDespiteABusyOne() {
        HandDriven sync = new HandDriven(GitSyncSettings.builder()
                .schedule(times -> times.parallelism(1).debounce(Duration.ZERO))
                .build()
                .schedule());
        sync.enabled = List.of("a", "b", "c", "d");
        sync.cycle = id -> {
            if (id.value().equals("a")) {
                sync.changed("a");
            }
            sync.take(Duration.ofSeconds(1));
            return new SyncReport.UpToDate(id, null);
        };

        sync.pass(Duration.ofMinutes(1));

        assertThat(sync.cyclesOf("a")).isGreaterThan(40);
        for (String other : List.of("b", "c", "d")) {
            assertThat(sync.timesOf(other)).hasSizeBetween(4, 5);
        }
    }

    @Test
    void alternatesBetweenTwoSpacesThatAlwaysHaveWork() {
        HandDriven sync = new HandDriven(GitSyncSettings.builder()
                .schedule(times -> times.parallelism(1).debounce(Duration.ZERO))
                .build()
                .schedule());
        sync.cycle = id -> {
            sync.changed(id.value());
            sync.take(Duration.ofSeconds(1));
            return new SyncReport.UpToDate(id, null);
        };
        sync.changed("a");
        sync.changed("b");

        sync.pass(Duration.ofSeconds(100));

        assertThat(sync.cyclesOf("a")).isBetween(49, 51);
        assertThat(sync.cyclesOf("b")).isBetween(49, 51);
    }

    @Test
    void pollsTenThousandIdleSpacesWithOneListingAndOneCycleEach() {
        HandDriven sync = new HandDriven(GitSyncSettings.defaults().schedule());
        sync.enabled = IntStream.range(0, 10_000).mapToObj(i -> "space-" + i).toList();

        sync.pass(Duration.ofSeconds(14));

        assertThat(sync.listings).isEqualTo(1);
        assertThat(sync.log).hasSize(10_000).doesNotHaveDuplicates();
    }
}
