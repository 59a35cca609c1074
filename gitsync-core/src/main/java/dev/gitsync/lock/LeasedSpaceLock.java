package dev.gitsync.lock;

import dev.gitsync.error.StoreException;
import dev.gitsync.internal.work.KeyedLocks;
import dev.gitsync.internal.work.LruMap;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Grants leases among several processes.
 *
 * <ol>
 *   <li>The threads of this process take turns first, in the order of their requests, so that a process never competes with
 *       itself over the network.
 *   <li>The thread that has the turn requests the lease from the {@link LeaseStorage} repeatedly until its patience ends, even if the
 *       storage is briefly unavailable. While it waits it is in the storage's queue, so that processes take turns too.
 *   <li>A lease that is held is renewed after each third of its time. A lease that could not be renewed within its time
 *       is lost, even if the storage never responded or the whole process was suspended. The monotonic clock of this
 *       process measures this time, from before the request for the lease was sent.
 * </ol>
 *
 * Failures to renew or release a lease are logged and never thrown into the work. Safe for use by several threads. {@link #close()}
 * ends its threads, which are daemon threads; held leases then expire.
 *
 * <p>More than 300 lines: waiting, renewal and loss of a lease share the state of one lock.
 */
public final class LeasedSpaceLock implements SpaceLock, AutoCloseable {
    private static final Duration LONGEST_RELEASE = Duration.ofSeconds(1);
    private static final int THREADS = 4;
    private static final int MOST_SPACES = 10_000;
    /** How long the queue keeps the place of a process that sends no more requests; many times the pause between two requests. */
    private static final Duration PLACE = Duration.ofSeconds(1);

    private static final long SHORTEST_SLEEP_MILLIS = 20;
    private static final long LONGEST_SLEEP_MILLIS = 120;
    private static final Logger LOG = LoggerFactory.getLogger(LeasedSpaceLock.class);

    private final LeaseStorage storage;
    private final Duration ttl;
    private final LongSupplier nanoTime;
    private final KeyedLocks<SpaceId> locks = new KeyedLocks<>();
    /** The newest tokens that this process has seen, for the spaces used last. */
    private final LruMap<SpaceId, Long> seen = new LruMap<>(MOST_SPACES);

    /** The spaces whose lease this process holds. */
    private final Set<SpaceId> held = ConcurrentHashMap.newKeySet();

    private final LongAdder lost = new LongAdder();
    private final ScheduledThreadPoolExecutor keeper;

    /** Creates a lock whose leases are kept in {@code storage}, with the default ttl of {@link LeaseSettings}. */
    public LeasedSpaceLock(LeaseStorage storage) {
        this(storage, LeaseSettings.DEFAULT_TTL);
    }

    /**
     * Creates a lock whose leases are kept in {@code storage}.
     *
     * @param ttl the lifetime of a lease without renewal; see {@link LeaseSettings#ttl()}
     * @throws dev.gitsync.error.InvalidInputException when it is out of its range
     */
    public LeasedSpaceLock(LeaseStorage storage, Duration ttl) {
        this(storage, ttl, System::nanoTime);
    }

    LeasedSpaceLock(LeaseStorage storage, Duration ttl, LongSupplier nanoTime) {
        LeaseSettings.checkTtl(ttl);
        this.storage = storage;
        this.ttl = ttl;
        this.nanoTime = nanoTime;
        this.keeper = new ScheduledThreadPoolExecutor(THREADS, work -> {
            Thread thread = new Thread(work, "gitsync-lease-renewal");
            thread.setDaemon(true);
            return thread;
        });
        keeper.setRemoveOnCancelPolicy(true);
    }

    @Override
    public SpaceLock.Attempt acquire(Space space, Duration patience) throws InterruptedException {
        long end = nanoTime.getAsLong() + patience.toNanos();
        Optional<KeyedLocks.Handle> handle = locks.tryLock(space.id(), patience);
        if (handle.isEmpty()) {
            return new SpaceLock.Attempt.Busy(holderOfTurn(space));
        }
        Held lease = null;
        try {
            lease = ask(space, handle.get(), end);
        } finally {
            if (lease == null) {
                handle.get().close();
            }
        }
        return lease == null
                ? new SpaceLock.Attempt.Busy(SpaceLock.Attempt.Holder.OTHER_PROCESS)
                : new SpaceLock.Attempt.Acquired(lease.kept());
    }

    @Override
    public Optional<SpaceLock.Attempt.Holder> holder(Space space) {
        if (held.contains(space.id())) {
            return Optional.of(SpaceLock.Attempt.Holder.THIS_PROCESS);
        }
        return storage.isHeld(space) ? Optional.of(SpaceLock.Attempt.Holder.OTHER_PROCESS) : Optional.empty();
    }

    /** Returns the holder that blocks the turn: a thread of this process that has the turn may itself wait for another process. */
    private SpaceLock.Attempt.Holder holderOfTurn(Space space) {
        return held.contains(space.id())
                ? SpaceLock.Attempt.Holder.THIS_PROCESS
                : SpaceLock.Attempt.Holder.OTHER_PROCESS;
    }

    /** Returns how many leases this process has lost during work since it started, for example for a metric. */
    public long lostLeases() {
        return lost.sum();
    }

    private @Nullable Held ask(Space space, KeyedLocks.Handle handle, long end) throws InterruptedException {
        Question question = new Question(space, UUID.randomUUID().toString());
        Held lease = null;
        try {
            while (lease == null) {
                StoreException failure = null;
                try {
                    lease = question.ask(handle);
                } catch (StoreException e) {
                    failure = e;
                }
                long left = TimeUnit.NANOSECONDS.toMillis(end - nanoTime.getAsLong());
                if (lease == null && left <= 0) {
                    if (failure != null) {
                        throw failure;
                    }
                    return null;
                } else if (lease == null) {
                    question.prepareNext(failure);
                    pause(left);
                }
            }
            return lease;
        } finally {
            if (lease == null) {
                question.end();
            }
        }
    }

    private static void pause(long mostMillis) throws InterruptedException {
        long pause = ThreadLocalRandom.current().nextLong(SHORTEST_SLEEP_MILLIS, LONGEST_SLEEP_MILLIS);
        Thread.sleep(Math.min(mostMillis, pause));
    }

    /**
     * Releases the lease and waits briefly until it is released, so that the next request finds it free. The wait is
     * short, because the work is done.
     */
    private void release(Space space, Runnable release) {
        try {
            keeper.submit(release).get(LONGEST_RELEASE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("Space {}: releasing the lease takes long; it expires within {}", space.id(), ttl);
        } catch (RejectedExecutionException e) {
            release.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("What can go wrong is caught", e);
        }
    }

    private void releaseNow(Space space, String owner) {
        try {
            storage.release(space, owner);
        } catch (RuntimeException e) {
            LOG.warn("Space {}: the lease could not be released; it expires within {}", space.id(), ttl, e);
        }
    }

    @Override
    public void close() {
        keeper.shutdownNow();
    }

    /** Requests one lease until it is granted, and otherwise removes its entries from the storage. */
    private final class Question {
        private final Space space;
        private final String owner;
        /** Whether the storage may hold a place in the queue, or a lease whose response was lost. */
        private boolean hasTraces;

        Question(Space space, String owner) {
            this.space = space;
            this.owner = owner;
        }

        /** Requests the lease once. */
        @Nullable
        Held ask(KeyedLocks.Handle handle) throws InterruptedException {
            long asked = nanoTime.getAsLong();
            try {
                OptionalLong token =
                        storage.grant(space, owner, ttl, seen.get(space.id()).orElse(0L));
                if (token.isEmpty()) {
                    return null;
                }
                seen.merge(space.id(), token.getAsLong(), Math::max);
                return new Held(space, owner, handle, token.getAsLong(), asked + ttl.toNanos());
            } catch (RuntimeException e) {
                hasTraces = true;
                if (Thread.interrupted()) {
                    InterruptedException interrupted = new InterruptedException("while asking for a lease");
                    interrupted.initCause(e);
                    throw interrupted;
                }
                throw e;
            }
        }

        /** Keeps the place in the queue or, if the response was lost, starts again. */
        void prepareNext(@Nullable StoreException failure) {
            if (failure != null) {
                undoRequest();
                hasTraces = false;
                return;
            }
            hasTraces = true;
            try {
                storage.enqueue(space, owner, PLACE);
            } catch (StoreException e) {
                LOG.debug("Space {}: could not join the queue for the lease", space.id(), e);
            }
        }

        void end() {
            if (hasTraces) {
                release(space, this::undoRequest);
            }
        }

        private void undoRequest() {
            try {
                storage.release(space, owner);
            } catch (RuntimeException e) {
                LOG.debug("Space {}: could not leave the queue for the lease", space.id(), e);
            }
        }
    }

    /** A lease that was granted. */
    private final class Held implements Lease {
        private final Space space;
        private final String owner;
        private final KeyedLocks.Handle handle;
        private final long token;
        private final AtomicBoolean isOpen = new AtomicBoolean(true);
        private volatile long deadline;
        private volatile boolean isLost;
        private volatile @Nullable ScheduledFuture<?> renewal;

        Held(Space space, String owner, KeyedLocks.Handle handle, long token, long deadline) {
            this.space = space;
            this.owner = owner;
            this.handle = handle;
            this.token = token;
            this.deadline = deadline;
        }

        Held kept() {
            held.add(space.id());
            long pause = ttl.toNanos() / 3;
            if (!keeper.isShutdown()) {
                renewal = keeper.scheduleWithFixedDelay(this::renew, pause, pause, TimeUnit.NANOSECONDS);
            }
            return this;
        }

        private void renew() {
            if (!isHeld()) {
                stopRenewing();
                return;
            }
            long asked = nanoTime.getAsLong();
            try {
                if (storage.renew(space, owner, ttl)) {
                    deadline = asked + ttl.toNanos();
                } else if (isOpen.get()) {
                    markLost();
                    LOG.warn("Space {}: lease {} was lost; another process may hold it", space.id(), token);
                }
            } catch (RuntimeException e) {
                LOG.warn("Space {}: lease {} could not be renewed", space.id(), token, e);
            }
        }

        private synchronized void markLost() {
            if (!isLost) {
                isLost = true;
                lost.increment();
            }
        }

        private void stopRenewing() {
            ScheduledFuture<?> scheduled = renewal;
            if (scheduled != null) {
                scheduled.cancel(false);
            }
        }

        @Override
        public long fencingToken() {
            return token;
        }

        @Override
        public void outdatedBy(long newerToken) {
            LOG.warn(
                    "Space {}: lease {} was granted after the greater token {}; the lease storage has lost its state",
                    space.id(),
                    token,
                    newerToken);
            seen.merge(space.id(), newerToken, Math::max);
        }

        @Override
        public boolean isHeld() {
            if (!isLost && deadline - nanoTime.getAsLong() <= 0) {
                markLost();
            }
            return isOpen.get() && !isLost;
        }

        @Override
        public void close() {
            if (isOpen.compareAndSet(true, false)) {
                stopRenewing();
                try {
                    held.remove(space.id());
                    release(space, () -> releaseNow(space, owner));
                } finally {
                    handle.close();
                }
            }
        }
    }
}
