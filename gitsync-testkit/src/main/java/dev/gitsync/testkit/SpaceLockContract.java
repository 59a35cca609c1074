package dev.gitsync.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.lock.Lease;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Contract tests for {@link SpaceLock}. Extend this class for your own lock and run it. */
@Timeout(60)
public abstract class SpaceLockContract {
    private static final Duration LONG = Duration.ofSeconds(30);

    /** Creates the contract; for subclasses. */
    protected SpaceLockContract() {}

    /** Returns the lock under test; the same instance for every call within a test. */
    protected abstract SpaceLock lock();

    /** Returns a space that is not in use; a different one for every call. By default, a space with a random id. */
    protected Space newSpace() {
        return new Space(new SpaceId(UUID.randomUUID().toString()), "", "A space");
    }

    @Test
    void grantsALeaseThatIsHeldUntilItIsClosed() throws Exception {
        Lease lease = acquired(newSpace());
        assertThat(lease.isHeld()).isTrue();
        assertThat(lease.fencingToken()).isPositive();

        lease.close();
        assertThat(lease.isHeld()).isFalse();
    }

    @Test
    void reportsBusyAtOnceWithoutPatience() throws Exception {
        Space space = newSpace();
        try (Lease lease = acquired(space)) {
            assertThat(attempt(space, Duration.ZERO)).isInstanceOf(SpaceLock.Attempt.Busy.class);
            assertThat(lease.isHeld()).isTrue();
        }
    }

    @Test
    void reportsThatThisProcessHoldsALeaseOrNothing() throws Exception {
        Space space = newSpace();
        assertThat(lock().holder(space)).isEmpty();
        try (Lease lease = acquired(space)) {
            assertThat(lease.isHeld()).isTrue();
            assertThat(lock().holder(space)).isIn(Optional.of(SpaceLock.Attempt.Holder.THIS_PROCESS), Optional.empty());
            assertThat(lock().holder(newSpace())).isEmpty();
        }
        assertThat(lock().holder(space)).isEmpty();
    }

    @Test
    void reportsBusyWhenPatienceEnds() throws Exception {
        Space space = newSpace();
        try (Lease lease = acquired(space)) {
            assertThat(attempt(space, Duration.ofMillis(50))).isInstanceOf(SpaceLock.Attempt.Busy.class);
            assertThat(lease.isHeld()).isTrue();
        }
    }

    @Test
    void grantsALeaseThatIsReleasedWithinPatience() throws Exception {
        Space space = newSpace();
        Lease first = acquired(space);
        var asking = new CountDownLatch(1);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<SpaceLock.Attempt> second = thread.submit(() -> {
                asking.countDown();
                return attempt(space, LONG);
            });
            asking.await();
            first.close();
            assertThat(second.get()).isInstanceOf(SpaceLock.Attempt.Acquired.class);
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void grantsNoLeaseToAnInterruptedThread() throws Exception {
        Space space = newSpace();
        Lease first = acquired(space);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        var asking = new CountDownLatch(1);
        Future<SpaceLock.Attempt> second = thread.submit(() -> {
            asking.countDown();
            return attempt(space, LONG);
        });
        asking.await();
        thread.shutdownNow();
        assertThat(second).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(InterruptedException.class);

        first.close();
        acquired(space).close();
    }

    @Test
    void isNotReentrant() throws Exception {
        Space space = newSpace();
        Lease first = acquired(space);
        assertThat(attempt(space, Duration.ZERO)).isInstanceOf(SpaceLock.Attempt.Busy.class);

        first.close();
        acquired(space).close();
    }

    @Test
    void keepsTheNextLeaseIfALeaseIsClosedTwice() throws Exception {
        Space space = newSpace();
        Lease first = acquired(space);
        first.close();
        try (Lease second = acquired(space)) {
            first.close();
            assertThat(second.isHeld()).isTrue();
            assertThat(attempt(space, Duration.ZERO)).isInstanceOf(SpaceLock.Attempt.Busy.class);
        }
    }

    @Test
    void letsAnyThreadCloseALease() throws Exception {
        Space space = newSpace();
        Lease lease = acquired(space);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            thread.submit(lease::close).get();
        } finally {
            thread.shutdownNow();
        }
        acquired(space).close();
    }

    @Test
    void issuesAHigherTokenForEveryLease() throws Exception {
        Space space = newSpace();
        List<Long> tokens = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            try (Lease lease = acquired(space)) {
                tokens.add(lease.fencingToken());
            }
        }
        assertThat(tokens).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void leasesEachSpaceSeparately() throws Exception {
        try (Lease one = acquired(newSpace());
                Lease other = acquired(newSpace())) {
            assertThat(one.isHeld()).isTrue();
            assertThat(other.isHeld()).isTrue();
        }
    }

    @Test
    void neverGrantsTwoLeasesAtOnce() throws Exception {
        Space space = newSpace();
        int threadCount = 4;
        var inside = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(threadCount);
        try {
            List<Future<List<Integer>>> results = new ArrayList<>();
            for (int i = 0; i < threadCount; i++) {
                results.add(threads.submit(() -> lockRepeatedly(space, inside)));
            }
            for (Future<List<Integer>> result : results) {
                assertThat(result.get()).hasSize(20).containsOnly(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * Returns, for each time this thread held the lock, the largest number of concurrent holders, including this
     * thread.
     */
    private List<Integer> lockRepeatedly(Space space, AtomicInteger inside) throws InterruptedException {
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            try (Lease lease = acquired(space)) {
                assertThat(lease.isHeld()).isTrue();
                int most = inside.incrementAndGet();
                for (int look = 0; look < 1000; look++) {
                    most = Math.max(most, inside.get());
                }
                seen.add(most);
                inside.decrementAndGet();
            }
        }
        return seen;
    }

    private Lease acquired(Space space) throws InterruptedException {
        SpaceLock.Attempt attempt = attempt(space, LONG);
        assertThat(attempt).isInstanceOf(SpaceLock.Attempt.Acquired.class);
        return ((SpaceLock.Attempt.Acquired) attempt).lease();
    }

    private SpaceLock.Attempt attempt(Space space, Duration patience) throws InterruptedException {
        return lock().acquire(space, patience);
    }
}
