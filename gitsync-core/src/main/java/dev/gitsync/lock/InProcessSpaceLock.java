package dev.gitsync.lock;

import dev.gitsync.internal.work.KeyedTurns;
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
 * Leases within one process, given out in the order in which they were asked for. A lease lasts until it is closed. The
 * fencing tokens begin at the time of day in microseconds, so that they grow over restarts too, as long as the clock does
 * not fall behind. Safe for use by several threads.
 */
public final class InProcessSpaceLock implements SpaceLock {
    private final KeyedTurns<SpaceId> turns = new KeyedTurns<>();
    private final AtomicLong lastToken;

    /** Counts its tokens from the system's time. */
    public InProcessSpaceLock() {
        this(Clock.systemUTC());
    }

    /** Counts its tokens from the time of {@code clock}. */
    public InProcessSpaceLock(Clock clock) {
        lastToken = new AtomicLong(ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
    }

    @Override
    public SpaceLock.Attempt acquire(Space space, Duration patience) throws InterruptedException {
        Optional<KeyedTurns.Turn> turn = turns.take(space.id(), patience);
        return turn.isPresent()
                ? new SpaceLock.Attempt.Acquired(new Held(turn.get(), lastToken.incrementAndGet()))
                : new SpaceLock.Attempt.Busy(SpaceLock.Attempt.Holder.THIS_PROCESS);
    }

    @Override
    public Optional<SpaceLock.Attempt.Holder> holder(Space space) {
        return turns.isTaken(space.id()) ? Optional.of(SpaceLock.Attempt.Holder.THIS_PROCESS) : Optional.empty();
    }

    private static final class Held implements Lease {
        private final KeyedTurns.Turn turn;
        private final long token;
        private final AtomicBoolean held = new AtomicBoolean(true);

        Held(KeyedTurns.Turn turn, long token) {
            this.turn = turn;
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
                turn.close();
            }
        }
    }
}
