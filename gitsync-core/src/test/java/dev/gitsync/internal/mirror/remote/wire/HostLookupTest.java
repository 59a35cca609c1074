package dev.gitsync.internal.mirror.remote.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A name server that does not answer stops no run for longer than a connection may take. */
@Timeout(30)
class HostLookupTest {
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final CountDownLatch answers = new CountDownLatch(1);
    private final HostLookup lookup = new HostLookup(this::resolve);

    private InetAddress[] resolve(String host) throws UnknownHostException {
        if (host.startsWith("slow")) {
            try {
                answers.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (host.startsWith("unknown")) {
            throw new UnknownHostException(host);
        }
        return new InetAddress[] {InetAddress.getByAddress(new byte[] {10, 0, 0, 7})};
    }

    @AfterEach
    void answer() {
        answers.countDown();
    }

    @Test
    void returnsAllAddresses() throws Exception {
        assertThat(lookup.find("git.example.org", LONG))
                .containsExactly(InetAddress.getByAddress(new byte[] {10, 0, 0, 7}));
    }

    @Test
    void saysThatAHostIsUnknown() {
        assertThatThrownBy(() -> lookup.find("unknown.example.org", LONG))
                .isInstanceOfSatisfying(
                        WireException.class,
                        e -> assertThat(e.sentence())
                                .isEqualTo("The remote's host unknown.example.org was not found. Check the URL of the"
                                        + " mirror; gitsync tries again."));
    }

    @Test
    void endsAfterItsTime() {
        assertThatThrownBy(() -> lookup.find("slow.example.org", SHORT))
                .isInstanceOfSatisfying(
                        WireException.class,
                        e -> assertThat(e.sentence())
                                .isEqualTo(
                                        "The remote's host slow.example.org could not be looked up within 1 ms. Check"
                                                + " the URL of the mirror; gitsync tries again."));
    }

    @Test
    void takesAFewThreadsAtMostAndRecovers() {
        for (int i = 0; i < HostLookup.MOST_THREADS; i++) {
            assertThatThrownBy(() -> lookup.find("slow.example.org", SHORT)).isInstanceOf(WireException.class);
        }
        assertThatThrownBy(() -> lookup.find("git.example.org", LONG))
                .isInstanceOfSatisfying(
                        WireException.class,
                        e -> assertThat(e.sentence()).contains("because the name server does not answer"));

        answers.countDown();
        await().untilAsserted(
                        () -> assertThat(lookup.find("git.example.org", LONG)).hasSize(1));
    }
}
