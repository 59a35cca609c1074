package dev.gitsync.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.settings.Schedule;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Schedule SCHEDULE = GitSyncSettings.builder()
            .schedule(times -> times.firstBackOff(Duration.ofSeconds(1)).longestBackOff(Duration.ofSeconds(10)))
            .build()
            .schedule();

    @Test
    void doublesUpToTheLongestPause() {
        Backoff backoff = new Backoff(SCHEDULE, () -> 0);

        assertThat(IntStream.of(1, 2, 3, 4, 5, 1_000, Integer.MAX_VALUE)
                        .mapToLong(failures -> millis(backoff.nanos(failures))))
                .containsExactly(1_000L, 2_000L, 4_000L, 8_000L, 10_000L, 10_000L, 10_000L);
    }

    @Test
    void shortensThePauseByUpToHalfAtRandom() {
        Backoff backoff = new Backoff(SCHEDULE, new Random(7)::nextDouble);

        long[] pauses = IntStream.range(0, 1_000)
                .mapToLong(i -> millis(backoff.nanos(3)))
                .sorted()
                .toArray();

        assertThat(pauses[0]).isBetween(2_000L, 2_050L);
        assertThat(pauses[500]).isBetween(2_900L, 3_100L);
        assertThat(pauses[999]).isBetween(3_950L, 4_000L);
    }

    @Test
    void handlesTheLongestPauseWithoutOverflow() {
        Schedule days = GitSyncSettings.builder()
                .schedule(times -> times.firstBackOff(Duration.ofHours(23)).longestBackOff(Duration.ofDays(1)))
                .build()
                .schedule();

        assertThat(new Backoff(days, () -> 0).nanos(1_000))
                .isEqualTo(Duration.ofDays(1).toNanos());
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }
}
