package dev.gitsync.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.InvalidInputException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Row E2: settings are checked before the schedule starts. */
class ScheduleTest {
    @Test
    void hasTheDefaultsOfTheOriginal() {
        Schedule schedule = GitSyncSettings.defaults().schedule();

        assertThat(schedule.pollInterval()).hasSeconds(15);
        assertThat(schedule.debounce()).hasSeconds(2);
    }

    @Test
    void returnsTheValuesThatWereSet() {
        Schedule schedule = GitSyncSettings.builder()
                .schedule(times -> times.pollInterval(Duration.ofSeconds(61))
                        .debounce(Duration.ofSeconds(62))
                        .longestDebounce(Duration.ofSeconds(63))
                        .parallelism(64)
                        .firstBackOff(Duration.ofSeconds(65))
                        .longestBackOff(Duration.ofSeconds(66))
                        .closeWait(Duration.ofSeconds(67))
                        .maintenanceInterval(Duration.ofSeconds(68)))
                .build()
                .schedule();

        assertThat(schedule.pollInterval()).hasSeconds(61);
        assertThat(schedule.debounce()).hasSeconds(62);
        assertThat(schedule.longestDebounce()).hasSeconds(63);
        assertThat(schedule.parallelism()).isEqualTo(64);
        assertThat(schedule.firstBackOff()).hasSeconds(65);
        assertThat(schedule.longestBackOff()).hasSeconds(66);
        assertThat(schedule.closeWait()).hasSeconds(67);
        assertThat(schedule.maintenanceInterval()).hasSeconds(68);
    }

    @Test
    void namesSettingValueAndRangeOfAnInvalidValue() {
        Map<String, Consumer<Schedule.Builder>> refused = Map.of(
                "schedule.pollInterval is 0, but must be from 1ms to 1d",
                builder -> builder.pollInterval(Duration.ZERO),
                "schedule.debounce is -1s, but must be from 0 to 1h",
                builder -> builder.debounce(Duration.ofSeconds(-1)),
                "schedule.longestDebounce is 1s, but must be from 2s to 1h",
                builder -> builder.longestDebounce(Duration.ofSeconds(1)),
                "schedule.parallelism is 0, but must be from 1 to 256",
                builder -> builder.parallelism(0),
                "schedule.parallelism is 257, but must be from 1 to 256",
                builder -> builder.parallelism(257),
                "schedule.firstBackOff is 0, but must be from 1ms to 1d",
                builder -> builder.firstBackOff(Duration.ZERO),
                "schedule.longestBackOff is 100ms, but must be from 1s to 1d",
                builder -> builder.longestBackOff(Duration.ofMillis(100)),
                "schedule.closeWait is 301s, but must be from 0 to 5m",
                builder -> builder.closeWait(Duration.ofSeconds(301)));

        refused.forEach((message, setting) -> assertThatThrownBy(
                        () -> GitSyncSettings.builder().schedule(setting).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(message));
    }
}
