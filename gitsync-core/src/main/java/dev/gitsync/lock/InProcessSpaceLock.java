package dev.gitsync.lock;

import dev.gitsync.internal.work.KeyedLocks;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Grants leases within one process, in the order of the requests. A lease lasts until it is closed. The fencing tokens
 * begin at the current time in microseconds, so they also grow across restarts, unless the clock was set back. Safe for
 * use by several threads.
 */
public final class InProcessSpaceLock implements SpaceLock {
    private final KeyedLocks<SpaceId> locks = new KeyedLocks<>();
    private final AtomicLong lastToken;

    /** Creates a lock whose fencing tokens begin at the system's time. */
    public InProcessSpaceLock() {
        this(Clock.systemUTC());
    }

    /** Creates a lock whose fencing tokens begin at the time of {@code clock}. */
    public InProcessSpaceLock(Clock clock) {
        lastToken = new AtomicLong(ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
    }

    @Override
    public SpaceLock.Attempt acquire(Space space, Duration patience) throws InterruptedException {
        Optional<KeyedLocks.Handle> handle = locks.tryLock(space.id(), patience);
        return handle.isPresent()
                ? new SpaceLock.Attempt.Acquired(new Held(handle.get(), lastToken.incrementAndGet()))
                : new SpaceLock.Attempt.Busy(SpaceLock.Attempt.Holder.THIS_PROCESS);
    }

    @Override
    public Optional<SpaceLock.Attempt.Holder> holder(Space space) {
        return locks.isLocked(space.id()) ? Optional.of(SpaceLock.Attempt.Holder.THIS_PROCESS) : Optional.empty();
    }

    private static final class Held implements Lease {
        private final KeyedLocks.Handle handle;
        private final long token;
        private final AtomicBoolean held = new AtomicBoolean(true);

        Held(KeyedLocks.Handle handle, long token) {
            this.handle = handle;
            this.token = token;
        }

        @Override
        public long fencingToken() {
            return token;
        }

        @Override
        public boolean isHeld() {
            return held.get();
        }

        @Override
        public void close() {
            if (held.compareAndSet(true, false)) {
                handle.close();
            }
        }
    }
}
