package dev.gitsync.internal.server.transfer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.internal.server.transfer.Deadline.TooSlowException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TransferRateCheckTest {
    private static final int RATE = 100;

    private long now = 5;
    private final TransferRateCheck pace = new TransferRateCheck(RATE, Duration.ofSeconds(10), () -> now);

    @Test
    void acceptsABodyOfAnyLengthAtTheMinimumRate() {
        assertThatCode(() -> {
                    for (int second = 0; second < 1000; second++) {
                        read(Duration.ofSeconds(1), RATE);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void rejectsOneByteLessInAWindow() throws Exception {
        read(Duration.ofSeconds(9), RATE);
        assertThatThrownBy(() -> read(Duration.ofSeconds(1), 9 * RATE - 1)).isInstanceOf(TooSlowException.class);
    }

    @Test
    void allowsASlowStartWithinTheWindow() {
        assertThatCode(() -> {
                    read(Duration.ofSeconds(9), RATE);
                    read(Duration.ofSeconds(1), 9 * RATE);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void rejectsASlowWindowAfterAFastOne() throws Exception {
        read(Duration.ofSeconds(10), 1_000_000_000);
        assertThatThrownBy(() -> read(Duration.ofSeconds(10), 10 * RATE - 1)).isInstanceOf(TooSlowException.class);
    }

    @Test
    void ignoresTheTimeThatTheServerTakes() {
        assertThatCode(() -> {
                    for (int i = 0; i < 100; i++) {
                        read(Duration.ofMillis(99), 1);
                        now += Duration.ofMinutes(1).toNanos();
                    }
                })
                .doesNotThrowAnyException();
    }

    private void read(Duration time, int bytes) throws TooSlowException {
        pace.begin();
        now += time.toNanos();
        pace.end(bytes);
    }
}
