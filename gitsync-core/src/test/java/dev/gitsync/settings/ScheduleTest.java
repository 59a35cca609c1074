package dev.gitsync.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.InvalidInputException;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Row E2: settings are checked before anything starts. */
class ScheduleTest {
    @Test
    void defaultsAreThoseOfTheOriginal() {
        Schedule schedule = GitSyncSettings.defaults().schedule();

        assertThat(schedule.pollInterval()).hasSeconds(15);
        assertThat(schedule.debounce()).hasSeconds(2);
    }

    @Test
    void holdsWhatWasSet() {
        Schedule schedule = Schedule.builder()
                .pollInterval(Duration.ofSeconds(61))
                .debounce(Duration.ofSeconds(62))
                .longestDebounce(Duration.ofSeconds(63))
                .parallelism(64)
                .firstBackOff(Duration.ofSeconds(65))
                .longestBackOff(Duration.ofSeconds(66))
                .closeWait(Duration.ofSeconds(67))
                .build();

        assertThat(schedule.pollInterval()).hasSeconds(61);
        assertThat(schedule.debounce()).hasSeconds(62);
        assertThat(schedule.longestDebounce()).hasSeconds(63);
        assertThat(schedule.parallelism()).isEqualTo(64);
        assertThat(schedule.firstBackOff()).hasSeconds(65);
        assertThat(schedule.longestBackOff()).hasSeconds(66);
        assertThat(schedule.closeWait()).hasSeconds(67);
        assertThat(GitSyncSettings.builder().schedule(schedule).build().schedule())
                .isSameAs(schedule);
    }

    @Test
    void namesTheSettingTheValueAndTheRangeOfWhatItRefuses() {
        Map<String, UnaryOperator<Schedule.Builder>> refused = Map.of(
                "schedule.pollInterval is PT0S, but must be from PT0.001S to PT24H",
                builder -> builder.pollInterval(Duration.ZERO),
                "schedule.debounce is PT-1S, but must be from PT0S to PT1H",
                builder -> builder.debounce(Duration.ofSeconds(-1)),
                "schedule.longestDebounce is PT1S, but must be from PT2S to PT1H",
                builder -> builder.longestDebounce(Duration.ofSeconds(1)),
                "schedule.parallelism is 0, but must be from 1 to 256",
                builder -> builder.parallelism(0),
                "schedule.parallelism is 257, but must be from 1 to 256",
                builder -> builder.parallelism(257),
                "schedule.firstBackOff is PT0S, but must be from PT0.001S to PT24H",
                builder -> builder.firstBackOff(Duration.ZERO),
                "schedule.longestBackOff is PT0.1S, but must be from PT1S to PT24H",
                builder -> builder.longestBackOff(Duration.ofMillis(100)),
                "schedule.closeWait is PT5M1S, but must be from PT0S to PT5M",
                builder -> builder.closeWait(Duration.ofSeconds(301)));

        refused.forEach((message, setting) -> assertThatThrownBy(
                        () -> setting.apply(Schedule.builder()).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(message));
    }
}
