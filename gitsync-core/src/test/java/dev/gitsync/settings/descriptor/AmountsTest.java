package dev.gitsync.settings.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that amounts with units are written and read again. */
class AmountsTest {
    @ParameterizedTest
    @CsvSource({
        "0,0",
        "1,1ms",
        "1500,1500ms",
        "30000,30s",
        "90000,90s",
        "300000,5m",
        "3600000,1h",
        "86400000,1d",
        "90000000,25h",
        "-1000,-1s"
    })
    void writesADurationInTheLargestUnitThatLeavesNoFraction(long millis, String text) {
        assertThat(Amounts.format(Duration.ofMillis(millis))).isEqualTo(text);
        assertThat(Amounts.duration(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void writesSubMillisecondDurationAsIso8601() {
        for (Duration odd : new Duration[] {Duration.ofNanos(1), Duration.ofSeconds(Long.MAX_VALUE)}) {
            assertThat(Amounts.duration(Amounts.format(odd))).isEqualTo(odd);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "1000,1000",
        "1024,1KiB",
        "8388608,8MiB",
        "1073741824,1GiB",
        "1099511627776,1TiB",
        "1125899906842624,1PiB",
        "-1024,-1KiB"
    })
    void writesASizeInTheLargestUnitThatLeavesNoFraction(long bytes, String text) {
        assertThat(Amounts.SIZE.format(bytes)).isEqualTo(text);
        assertThat(Amounts.SIZE.parse(text)).isEqualTo(bytes);
    }
}
