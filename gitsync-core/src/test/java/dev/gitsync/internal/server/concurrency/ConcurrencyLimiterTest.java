package dev.gitsync.internal.server.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gitsync.internal.server.concurrency.PausablePermit.PermitTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults F1, promise B7: the limiter shares permits between users and between spaces. */
@Timeout(30)
class ConcurrencyLimiterTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void limitsPermitsOfOneUser() {
        ConcurrencyLimiter limiter = new ConcurrencyLimiter(ConcurrencyLimits.withoutQueue(4, 2));
        assertThat(limiter.acquire(new LimitKey("ada"))).isPresent();
        assertThat(limiter.acquire(new LimitKey("ada"))).isPresent();

        assertThat(limiter.acquire(new LimitKey("ada"))).isEmpty();
        assertThat(limiter.acquire(new LimitKey("bob"))).isPresent();
    }

    @Test
    void limitsPermitsOfOneSpace() {
        ConcurrencyLimiter limiter = new ConcurrencyLimiter(new ConcurrencyLimits(4, 4, 2, 0, Duration.ZERO));
        assertThat(limiter.acquire(new LimitKey("ada", "docs"))).isPresent();
        assertThat(limiter.acquire(new LimitKey("bob", "docs"))).isPresent();

        assertThat(limiter.acquire(new LimitKey("eve", "docs"))).isEmpty();
        assertThat(limiter.acquire(new LimitKey("eve", "other"))).isPresent();
    }

    @Test
    void releasesAPermitOnceIfItIsClosedTwice() {
        ConcurrencyLimiter limiter = new ConcurrencyLimiter(ConcurrencyLimits.withoutQueue(1, 1));
        Permit permit = limiter.acquire(new LimitKey("ada")).orElseThrow();
        permit.close();
        permit.close();

        assertThat(limiter.acquire(new LimitKey("ada"))).isPresent();
        assertThat(limiter.acquire(new LimitKey("bob"))).isEmpty();
    }

    @Test
    void servesWaitingUsersInTurn() throws Exception {
        ConcurrencyLimiter limiter = new ConcurrencyLimiter(new ConcurrencyLimits(1, 1, 1, 9, LONG));
        Permit first = limiter.acquire(new LimitKey("ada")).orElseThrow();
        List<String> served = new CopyOnWriteArrayList<>();
        List<Thread> waiting = new ArrayList<>();
        for (String user : List.of("ada", "ada", "ada", "bob")) {
            waiting.add(waiting(limiter, user, served));
        }
        first.close();
        for (Thread thread : waiting) {
            thread.join();
        }

        assertThat(served).containsExactly("ada", "bob", "ada", "ada");
    }

    @Test
    void blocksNoOtherRequestIfOneGetsNoPermit() throws Exception {
        ConcurrencyLimiter limiter = new ConcurrencyLimiter(new ConcurrencyLimits(2, 1, 2, 9, LONG));
        Permit first = limiter.acquire(new LimitKey("ada")).orElseThrow();
        List<String> served = new CopyOnWriteArrayList<>();
        Thread second = waiting(limiter, "ada", served);

        Optional<Permit> other = limiter.acquire(new LimitKey("bob"));

        assertThat(other).isPresent();
        assertThat(served).isEmpty();
        first.close();
        second.join();
        assertThat(served).containsExactly("ada");
    }

    @Test
    void limitsTheQueueOfOneUser() throws Exception {
        ConcurrencyLimiter limiter = new ConcurrencyLimiter(new ConcurrencyLimits(1, 1, 1, 1, LONG));
        Permit first = limiter.acquire(new LimitKey("ada")).orElseThrow();
        Thread second = waiting(limiter, "ada", new CopyOnWriteArrayList<>());

        assertThat(limiter.acquire(new LimitKey("ada"))).isEmpty();

        first.close();
        second.join();
    }

    @Test
    void removesAnInterruptedRequestFromTheQueue() throws Exception {
        ConcurrencyLimiter limiter = new ConcurrencyLimiter(new ConcurrencyLimits(1, 1, 1, 9, LONG));
        Permit first = limiter.acquire(new LimitKey("ada")).orElseThrow();
        List<String> served = new CopyOnWriteArrayList<>();
        Thread second = waiting(limiter, "bob", served);
        second.interrupt();
        second.join();
        first.close();

        assertThat(served).isEmpty();
        assertThat(limiter.acquire(new LimitKey("eve"))).isPresent();
    }

    @Test
    void releasesTheProcessorOfARequestThatWaitsForItsClient() throws Exception {
        ConcurrencyLimiter limiter = new ConcurrencyLimiter(ConcurrencyLimits.withoutQueue(1, 1));
        try (PausablePermit ada =
                PausablePermit.acquire(limiter, new LimitKey("ada")).orElseThrow()) {
            assertThat(PausablePermit.acquire(limiter, new LimitKey("bob"))).isEmpty();
            ada.pause();
            PausablePermit bob =
                    PausablePermit.acquire(limiter, new LimitKey("bob")).orElseThrow();
            bob.close();
            ada.resume();
            assertThat(limiter.acquire(new LimitKey("bob"))).isEmpty();
        }
        assertThat(limiter.acquire(new LimitKey("bob"))).isPresent();
    }

    /** Faults E: after a timeout, a request does not wait a second time, for example to send its error. */
    @Test
    void failsAtOnceAfterATimeoutForAProcessor() {
        ConcurrencyLimiter limiter = new ConcurrencyLimiter(ConcurrencyLimits.withoutQueue(1, 1));
        PausablePermit ada =
                PausablePermit.acquire(limiter, new LimitKey("ada")).orElseThrow();
        ada.pause();
        PausablePermit bob =
                PausablePermit.acquire(limiter, new LimitKey("bob")).orElseThrow();
        assertThatThrownBy(ada::resume).isInstanceOf(PermitTimeoutException.class);
        bob.close();
        assertThatThrownBy(ada::resume).as("resume after a timeout").isInstanceOf(PermitTimeoutException.class);
        ada.close();
        assertThatCode(ada::resume).as("resume after close").doesNotThrowAnyException();
        assertThat(limiter.acquire(new LimitKey("bob"))).isPresent();
    }

    /** Starts a thread that waits for a permit, and returns when the thread waits. */
    private static Thread waiting(ConcurrencyLimiter limiter, String user, List<String> served) {
        Thread thread = new Thread(() -> limiter.acquire(new LimitKey(user)).ifPresent(permit -> {
            served.add(user);
            permit.close();
        }));
        thread.start();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return thread;
    }
}
