package dev.gitsync.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.report.SyncReport;
import dev.gitsync.settings.GitSyncSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows E1, E2, E4: the times of cycles without failures. Poll 15 s, debounce 2 s, at most 10 s. */
@Timeout(60)
class SchedulerTimingTest {
    private final HandDriven sync = new HandDriven(GitSyncSettings.defaults().schedule());

    @Test
    void pollsEverySpaceAtOnceAndThenAtEveryInterval() {
        sync.enabled = List.of("a", "b");

        sync.pass(Duration.ofSeconds(31));

        assertThat(sync.log).containsExactly("a@0", "b@0", "a@15000", "b@15000", "a@30000", "b@30000");
        assertThat(sync.listings).isEqualTo(3);
    }

    @Test
    void runsNoCycleWhileNoSpaceIsEnabled() {
        sync.pass(Duration.ofHours(1));

        assertThat(sync.log).isEmpty();
        assertThat(sync.listings).isEqualTo(241);
    }

    @Test
    void followsSpacesThatAreEnabledOrDisabledLater() {
        sync.enabled = List.of("a");
        sync.pass(Duration.ofSeconds(16));
        sync.enabled = List.of("b");
        sync.pass(Duration.ofSeconds(30));

        assertThat(sync.log).containsExactly("a@0", "a@15000", "b@30000", "b@45000");
    }

    @Test
    void runsOneCycleForABurstOfEventsAfterTheDebounce() {
        sync.passMillis(500);
        sync.changed("a");
        sync.passMillis(1_000);
        sync.changed("a");
        sync.passMillis(1_999);
        sync.changed("a");
        sync.changed("a");
        sync.passMillis(1_999);
        assertThat(sync.log).isEmpty();

        sync.pass(Duration.ofMinutes(1));

        assertThat(sync.log).containsExactly("a@5499");
    }

    @Test
    void runsACycleDespiteConstantEvents() {
        for (int second = 0; second < 25; second++) {
            sync.changed("a");
            sync.passMillis(1_000);
        }
        sync.pass(Duration.ofMinutes(1));

        assertThat(sync.log).containsExactly("a@10000", "a@20000", "a@26000");
    }

    @Test
    void runsTwoCyclesForEventsOfTwoSpaces() {
        sync.changed("a");
        sync.passMillis(1_000);
        sync.changed("b");
        sync.pass(Duration.ofMinutes(1));

        assertThat(sync.log).containsExactly("a@2000", "b@3000");
    }

    @Test
    void runsOneMoreCycleForEventsDuringACycle() {
        sync.cycle = id -> {
            if (sync.cyclesOf("a") == 1) {
                sync.changed("a");
                sync.changed("a");
                sync.take(Duration.ofSeconds(5));
            }
            return new SyncReport.UpToDate(id, null);
        };
        sync.changed("a");

        sync.pass(Duration.ofMinutes(1));

        assertThat(sync.log).containsExactly("a@2000", "a@7000");
    }

    @Test
    void runsOneCycleOfASpaceAtATime() {
        sync.changed("a");
        sync.take(Duration.ofSeconds(2));
        sync.scheduler.dispatch();
        Runnable poll = sync.jobs.remove();
        Runnable cycle = sync.jobs.remove();
        sync.enabled = List.of("a");
        sync.changed("a");
        poll.run();
        sync.take(Duration.ofSeconds(10));
        sync.scheduler.dispatch();
        assertThat(sync.jobs).isEmpty();

        cycle.run();
        sync.scheduler.dispatch();

        assertThat(sync.jobs).hasSize(1);
    }

    @Test
    void keepsTheDebounceOfAnEventDespiteAPoll() {
        sync.enabled = List.of("a");
        sync.passMillis(14_000);
        sync.changed("a");

        sync.passMillis(17_000);

        assertThat(sync.log).containsExactly("a@0", "a@16000", "a@30000");
    }

    @Test
    void runsOnePollAtATime() {
        sync.scheduler.dispatch();
        sync.take(Duration.ofMinutes(5));
        sync.scheduler.dispatch();

        assertThat(sync.jobs).hasSize(1);
    }

    @Test
    void startsNothingAfterClose() {
        sync.enabled = List.of("a");
        sync.changed("b");
        sync.scheduler.dispatch();
        sync.scheduler.close();
        sync.changed("c");

        sync.pass(Duration.ofMinutes(5));

        assertThat(sync.log).isEmpty();
        assertThat(sync.listings).isZero();
    }
}
