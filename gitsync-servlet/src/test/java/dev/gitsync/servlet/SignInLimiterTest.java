package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.servlet.limits.ServerLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SignInLimiterTest {
    private static final Optional<String> ADA = Optional.of("ada");
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final SignInLimiter limiter = new SignInLimiter(
            ServerLimits.builder().maxFailedSignIns(3).signInWindow(WINDOW).build(), now::get);

    @Test
    void forgetsFailuresWhenTheWindowIsOver() {
        fail("1.1.1.1", ADA, 3);
        assertThat(limiter.wait("1.1.1.1", ADA)).hasValue(WINDOW);
        now.addAndGet(WINDOW.toNanos() - 1);
        assertThat(limiter.wait("1.1.1.1", ADA)).hasValue(Duration.ofNanos(1));
        now.addAndGet(1);
        assertThat(limiter.wait("1.1.1.1", ADA)).isEmpty();
    }

    @Test
    void namesInCapitalsAreTheSameAccount() {
        fail("1.1.1.1", ADA, 2);
        fail("1.1.1.1", Optional.of("ADA"), 1);
        assertThat(limiter.wait("1.1.1.1", ADA)).isPresent();
    }

    @Test
    void anAddressThatTriesManyAccountsIsStoppedForAll() {
        for (int i = 0; i < 15; i++) {
            assertThat(limiter.wait("1.1.1.1", Optional.of("new"))).isEmpty();
            fail("1.1.1.1", Optional.of("user" + i), 1);
        }
        assertThat(limiter.wait("1.1.1.1", Optional.of("new"))).isPresent();
        assertThat(limiter.wait("1.1.1.1", Optional.empty())).isPresent();
        assertThat(limiter.wait("1.1.1.2", Optional.of("new"))).isEmpty();
    }

    @Test
    void aNetworkOfIpv6IsOneAddress() {
        fail("2001:db8:1:2:3:4:5:6", ADA, 3);
        assertThat(limiter.wait("2001:db8:1:2:ffff:0:0:1", ADA)).isPresent();
        assertThat(limiter.wait("2001:db8:1:3:3:4:5:6", ADA)).isEmpty();
    }

    @Test
    void anAccountThatIsTriedFromEverywhereIsClosedButForWhereItsOwnerIs() {
        limiter.succeeded("9.9.9.9", ADA);
        for (int i = 0; i < 60; i++) {
            fail("1.1.2." + i, ADA, 1);
        }
        assertThat(limiter.wait("1.1.3.1", ADA)).isPresent();
        assertThat(limiter.wait("9.9.9.9", ADA)).isEmpty();
        fail("9.9.9.9", ADA, 3);
        assertThat(limiter.wait("9.9.9.9", ADA)).isPresent();
    }

    private void fail(String address, Optional<String> account, int times) {
        for (int i = 0; i < times; i++) {
            limiter.failed(address, account);
        }
    }
}
