package dev.gitsync.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

final class ManualClockTest {
    @Test
    void movesOnlyOnRequestAndInEveryZone() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        ManualClock clock = ManualClock.at(start);
        ManualClock tokyo = clock.withZone(ZoneId.of("Asia/Tokyo"));
        assertThat(clock.instant()).isEqualTo(start);

        clock.advance(Duration.ofHours(1));
        assertThat(tokyo.instant()).isEqualTo("2026-01-01T01:00:00Z");
        tokyo.set(start);
        assertThat(clock.instant()).isEqualTo(start);
    }
}
