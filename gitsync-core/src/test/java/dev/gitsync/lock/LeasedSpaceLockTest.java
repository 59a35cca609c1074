package dev.gitsync.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.error.StoreException;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows B3 to B6: a lease is held as long as it is renewed, and no longer. */
@Timeout(30)
class LeasedSpaceLockTest {
    private static final Duration TTL = Duration.ofMillis(300);
    private static final Space SPACE = new Space(new SpaceId("handbook"), "", "Handbook");

    private final Leases storage = new Leases();
    private final AtomicLong pause = new AtomicLong();
    private final LeasedSpaceLock lock = new LeasedSpaceLock(storage, TTL, () -> System.nanoTime() + pause.get());

    @AfterEach
    void endThreads() {
        lock.close();
    }

    @Test
    void renewsTheLeaseAsLongAsTheWorkTakes() throws Exception {
        try (Lease lease = acquired()) {
            assertThat(storage.renewals.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(lease.isHeld()).isTrue();
        }
        assertThat(storage.owner).isNull();
    }

    @Test
    void losesTheLeaseAfterItsTimeIfTheStorageNeverAnswers() throws Exception {
        try (Lease lease = acquired()) {
            storage.isBroken = true;
            pause.set(TTL.toNanos());
            assertThat(lease.isHeld()).isFalse();
            pause.set(0);
            assertThat(lease.isHeld()).as("still held after it was lost").isFalse();
        }
    }

    @Test
    void keepsTheLeaseIfOneRenewalFails() throws Exception {
        try (Lease lease = acquired()) {
            storage.failures = 1;
            assertThat(storage.renewals.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(lease.isHeld()).isTrue();
        }
    }

    @Test
    void losesTheLeaseIfTheStorageReportsAnotherHolder() throws Exception {
        Lease lease = acquired();
        storage.owner = "another process";
        while (lease.isHeld()) {
            Thread.onSpinWait();
        }
        lease.close();
        assertThat(storage.owner).isEqualTo("another process");
        assertThat(lock.lostLeases())
                .as("lost leases in the metrics, promise L6")
                .isEqualTo(1);
    }

    @Test
    void reportsAnotherProcessAsHolderWhileAThreadWaits() throws Exception {
        storage.owner = "another process";
        Thread waiting = new Thread(() -> {
            try {
                lock.acquire(SPACE, Duration.ofSeconds(20));
            } catch (InterruptedException e) {
                // The end of the test.
            }
        });
        waiting.start();
        assertThat(storage.questions.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(lock.acquire(SPACE, Duration.ofMillis(1)))
                .isEqualTo(new SpaceLock.Attempt.Busy(SpaceLock.Attempt.Holder.OTHER_PROCESS));
        waiting.interrupt();
        waiting.join();
    }

    /** Faults C4: when the work is done, its answer does not wait for the storage. */
    @Test
    void endsTheWorkWithoutWaitingForAStalledStorage() throws Exception {
        Lease lease = acquired();
        storage.standsStill = new CountDownLatch(1);
        lease.close();
        assertThat(storage.owner).as("owner before the release").isNotNull();
        storage.standsStill.countDown();
        while (storage.owner != null) {
            Thread.onSpinWait();
        }
    }

    @Test
    void grantsTheLeaseToTheNextThreadAfterAFailedRelease() throws Exception {
        Lease lease = acquired();
        storage.isBroken = true;
        lease.close();
        storage.isBroken = false;
        storage.owner = null;
        acquired().close();
    }

    @Test
    void leavesNoLeaseAfterALostAnswer() throws Exception {
        storage.losesAnswer = true;
        assertThatThrownBy(this::acquired).isInstanceOf(StoreException.class);
        assertThat(storage.owner).isNull();
        storage.losesAnswer = false;
        acquired().close();
    }

    @Test
    void issuesHigherTokensIfTheStorageLosesThemAndOthersWrite() throws Exception {
        long first;
        try (Lease lease = acquired()) {
            first = lease.fencingToken();
        }
        storage.token = 0;
        try (Lease lease = acquired()) {
            assertThat(lease.fencingToken()).isGreaterThan(first);
            lease.outdatedBy(1_000_000);
        }
        storage.token = 0;
        try (Lease lease = acquired()) {
            assertThat(lease.fencingToken()).isGreaterThan(1_000_000);
        }
    }

    @Test
    void refusesALeaseThatIsTooShortOrTooLong() {
        assertThatThrownBy(() -> new LeasedSpaceLock(storage, Duration.ofMillis(99)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("ttl is 99ms");
        assertThatThrownBy(() -> new LeasedSpaceLock(storage, Duration.ofHours(2)))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void leavesNoThreadAfterClose() throws Exception {
        acquired();
        lock.close();
        while (Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("gitsync-lease-renewal") && thread.isAlive())) {
            Thread.onSpinWait();
        }
    }

    private Lease acquired() throws InterruptedException {
        return ((SpaceLock.Attempt.Acquired) lock.acquire(SPACE, Duration.ZERO)).lease();
    }

    /** Stores one lease in memory; its calls can fail. */
    private static final class Leases implements LeaseStorage {
        final CountDownLatch renewals = new CountDownLatch(4);
        volatile @org.jspecify.annotations.Nullable String owner;
        volatile boolean isBroken;
        volatile boolean losesAnswer;
        volatile int failures;
        final CountDownLatch questions = new CountDownLatch(1);
        volatile CountDownLatch standsStill = new CountDownLatch(0);
        private long token;

        @Override
        public synchronized OptionalLong grant(Space space, String wanted, Duration ttl, long above) {
            failIfBroken();
            questions.countDown();
            if (owner != null) {
                return OptionalLong.empty();
            }
            owner = wanted;
            if (losesAnswer) {
                throw new StoreException("The answer was lost");
            }
            token = Math.max(token, above) + 1;
            return OptionalLong.of(token);
        }

        @Override
        public synchronized boolean renew(Space space, String by, Duration ttl) {
            failIfBroken();
            if (failures > 0) {
                failures--;
                throw new StoreException("Not this time");
            }
            renewals.countDown();
            return by.equals(owner);
        }

        @Override
        public synchronized void release(Space space, String by) {
            failIfBroken();
            try {
                standsStill.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (by.equals(owner)) {
                owner = null;
            }
        }

        @Override
        public synchronized boolean isHeld(Space space) {
            return owner != null;
        }

        private void failIfBroken() {
            if (isBroken) {
                throw new StoreException("The storage can't be reached");
            }
        }
    }
}
