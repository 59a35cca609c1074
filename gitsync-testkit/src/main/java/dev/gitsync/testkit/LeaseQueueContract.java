package dev.gitsync.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.lock.Lease;
import dev.gitsync.lock.LeaseStorage;
import dev.gitsync.lock.LeasedSpaceLock;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Contract tests for the wait queue of {@link LeaseStorage}. Extend this class for your own storage and run it, if it
 * has a queue.
 */
@Timeout(60)
public abstract class LeaseQueueContract {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int TURNS = 5;
    private static final int QUESTIONS = 30;

    /** Creates the contract; for subclasses. */
    protected LeaseQueueContract() {}

    /** Returns the storage under test; the same instance for every call within a test. */
    protected abstract LeaseStorage storage();

    /** Returns a space that is not in use; a different one for every call. By default, a space with a random id. */
    protected Space newSpace() {
        return new Space(new SpaceId(UUID.randomUUID().toString()), "", "A space");
    }

    @Test
    void grantsInTheOrderInWhichTheWaitBegan() {
        Space space = newSpace();
        assertThat(isGranted(space, "holder")).isTrue();
        storage().enqueue(space, "first", LONG);
        storage().enqueue(space, "second", LONG);
        storage().enqueue(space, "first", LONG);
        storage().release(space, "holder");

        assertThat(isGranted(space, "fresh")).isFalse();
        assertThat(isGranted(space, "second")).isFalse();
        assertThat(isGranted(space, "first")).isTrue();
        storage().release(space, "first");
        assertThat(isGranted(space, "fresh")).isFalse();
        assertThat(isGranted(space, "first"))
                .as("second grant to the first in the queue")
                .isFalse();
        assertThat(isGranted(space, "second")).isTrue();
        storage().release(space, "second");
        assertThat(isGranted(space, "fresh")).isTrue();
    }

    @Test
    void neverGrantsALeaseThatIsHeldToTheFirstInTheQueue() {
        Space space = newSpace();
        assertThat(isGranted(space, "holder")).isTrue();
        storage().enqueue(space, "first", LONG);

        assertThat(isGranted(space, "first")).isFalse();
        assertThat(storage().renew(space, "holder", LONG)).isTrue();
    }

    @Test
    void skipsAbandonedQueueEntry() {
        Space space = newSpace();
        assertThat(isGranted(space, "holder")).isTrue();
        storage().enqueue(space, "first", LONG);
        storage().release(space, "first");
        assertThat(storage().renew(space, "holder", LONG)).isTrue();
        storage().release(space, "holder");

        assertThat(isGranted(space, "fresh")).isTrue();
    }

    @Test
    void skipsQueueEntryWithoutRenewal() {
        Space space = newSpace();
        assertThat(isGranted(space, "holder")).isTrue();
        storage().enqueue(space, "dead", Duration.ofMillis(50));
        storage().release(space, "holder");
        while (!isGranted(space, "fresh")) {
            Thread.onSpinWait();
        }
        storage().release(space, "fresh");
        assertThat(isGranted(space, "another")).isTrue();
    }

    @Test
    void queuesEachSpaceSeparately() {
        storage().enqueue(newSpace(), "first", LONG);

        assertThat(isGranted(newSpace(), "fresh")).isTrue();
    }

    /** Checks that a process with waiting threads of its own does not keep the lease for itself. */
    @Test
    void alternatesBetweenProcesses() throws Exception {
        Space space = newSpace();
        AtomicInteger taken = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (LeasedSpaceLock greedy = new LeasedSpaceLock(storage(), LONG);
                LeasedSpaceLock modest = new LeasedSpaceLock(storage(), LONG)) {
            for (int i = 0; i < 2; i++) {
                threads.execute(() -> acquireRepeatedly(greedy, space, taken));
            }
            int passedBy = 0;
            for (int i = 0; i < TURNS; i++) {
                int before = awaitMore(taken, taken.get());
                acquireAndHold(modest, space);
                passedBy += taken.get() - before;
            }
            assertThat(passedBy)
                    .as("leases of the other process while ours waited")
                    .isLessThanOrEqualTo(4 * TURNS);
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(LONG.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    /** Waits until the count exceeds {@code before}, and returns it. */
    private static int awaitMore(AtomicInteger count, int before) {
        int now = count.get();
        while (now <= before) {
            Thread.onSpinWait();
            now = count.get();
        }
        return now;
    }

    private void acquireRepeatedly(LeasedSpaceLock lock, Space space, AtomicInteger taken) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                acquireAndHold(lock, space);
                taken.incrementAndGet();
            }
        } catch (InterruptedException e) {
            // The end of the test.
        }
    }

    /** Acquires the lease and holds it for much longer than it takes to request it. */
    private void acquireAndHold(LeasedSpaceLock lock, Space space) throws InterruptedException {
        SpaceLock.Attempt attempt = lock.acquire(space, LONG);
        assertThat(attempt).isInstanceOf(SpaceLock.Attempt.Acquired.class);
        try (Lease lease = ((SpaceLock.Attempt.Acquired) attempt).lease()) {
            for (int i = 0; i < QUESTIONS && lease.isHeld(); i++) {
                assertThat(storage().isHeld(space)).isTrue();
            }
        }
    }

    private boolean isGranted(Space space, String owner) {
        return storage().grant(space, owner, LONG, 0).isPresent();
    }
}
