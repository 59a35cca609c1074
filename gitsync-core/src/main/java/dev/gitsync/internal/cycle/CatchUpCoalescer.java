package dev.gitsync.internal.cycle;

import dev.gitsync.model.SpaceId;
import dev.gitsync.report.SyncReport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets the readers of a space share one catch-up instead of running one each in turn:
 *
 * <ol>
 *   <li>Each reader takes a number when it arrives, and each catch-up takes one before it reads the feed.
 *   <li>A catch-up with a higher number than the reader's has read everything that the reader must see (law 1). When it
 *       ends, the reader is served, even if a push of this process ran it.
 *   <li>Of the readers that are not yet served, one at a time runs a catch-up; the others wait.
 *   <li>If it fails, the readers that arrived before the failure get its error and do not retry one after the other.
 * </ol>
 *
 * A space is kept only while it has readers. Safe for use by several threads.
 */
public final class CatchUpCoalescer {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<SpaceId, Line> lines = new HashMap<>();
    private long last;

    /** Runs a catch-up for a reader. */
    @FunctionalInterface
    public interface Work {
        /**
         * Runs the catch-up.
         *
         * @param left the remaining time to wait
         * @param hasWaited whether another reader ran a catch-up before, which may have read what this reader needs
         */
        SyncReport run(Duration left, boolean hasWaited) throws IOException;
    }

    @FunctionalInterface
    private interface Led {
        SyncReport run() throws IOException;
    }

    /** The readers of a space, and the newest outcome for them. */
    private static final class Line {
        private final Condition changed;
        private int readers;
        private boolean isLed;
        private Outcome outcome = new Outcome(0, null, null);

        Line(Condition changed) {
            this.changed = changed;
        }
    }

    /**
     * The outcome of a catch-up.
     *
     * @param number the number of the catch-up; it serves the readers with lower numbers
     */
    private record Outcome(
            long number,
            SyncReport.@Nullable UpToDate report,
            @Nullable Throwable failure) {
        boolean isFor(long reader) {
            return number > reader;
        }
    }

    /** Registers a reader of {@code space}. */
    public Reader register(SpaceId space) {
        lock.lock();
        try {
            Line line = lines.computeIfAbsent(space, absent -> new Line(lock.newCondition()));
            line.readers++;
            return new Reader(space, line, ++last);
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of a new catch-up; to be called before the catch-up reads the feed. */
    public long begin() {
        lock.lock();
        try {
            return ++last;
        } finally {
            lock.unlock();
        }
    }

    /** Serves waiting readers with the result of a catch-up. */
    public void end(long number, SyncReport report) {
        if (report instanceof SyncReport.Pulled pulled) {
            succeed(number, new SyncReport.UpToDate(pulled.space(), pulled.main()));
        } else if (report instanceof SyncReport.UpToDate upToDate) {
            succeed(number, upToDate);
        }
    }

    private void succeed(long number, SyncReport.UpToDate report) {
        lock.lock();
        try {
            Line line = lines.get(report.space());
            if (line != null && (line.outcome.failure != null || number > line.outcome.number)) {
                line.outcome = new Outcome(number, report, null);
                line.changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A reader, from its arrival until it is served. Not safe for use by several threads. */
    public final class Reader implements AutoCloseable {
        private final SpaceId space;
        private final Line line;
        private final long number;

        private Reader(SpaceId space, Line line, long number) {
            this.space = space;
            this.line = line;
            this.number = number;
        }

        /** Returns the result of a catch-up that began after this reader arrived, if there is one. */
        Optional<SyncReport> served() {
            lock.lock();
            try {
                return line.outcome.isFor(number) ? Optional.ofNullable(line.outcome.report) : Optional.empty();
            } finally {
                lock.unlock();
            }
        }

        /** Waits for another reader's catch-up or runs {@code work}; empty if others keep working for longer than {@code patience}. */
        public Optional<SyncReport> catchUp(Duration patience, Work work) throws IOException {
            long left = patience.toNanos();
            boolean hasWaited = false;
            lock.lock();
            try {
                while (line.isLed && !line.outcome.isFor(number)) {
                    if (left <= 0) {
                        return Optional.empty();
                    }
                    hasWaited = true;
                    left = line.changed.awaitNanos(left);
                }
                if (line.outcome.isFor(number)) {
                    return Optional.of(shared(line.outcome));
                }
                line.isLed = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("Interrupted while space " + space + " was brought up to date");
            } finally {
                lock.unlock();
            }
            Duration rest = Duration.ofNanos(Math.max(left, 0));
            boolean isSecond = hasWaited;
            return Optional.of(runShared(() -> work.run(rest, isSecond)));
        }

        private SyncReport runShared(Led work) throws IOException {
            @Nullable Throwable failure = null;
            try {
                return work.run();
            } catch (InterruptedIOException e) {
                throw e; // an interrupt of this thread must not end the other readers
            } catch (IOException | RuntimeException | Error e) {
                failure = e;
                throw e;
            } finally {
                publish(failure);
            }
        }

        private void publish(@Nullable Throwable failure) {
            lock.lock();
            try {
                line.isLed = false;
                if (failure != null) {
                    line.outcome = new Outcome(++last, null, failure);
                }
                line.changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private static SyncReport shared(Outcome outcome) throws IOException {
            if (outcome.report != null) {
                return outcome.report;
            } else if (outcome.failure instanceof IOException e) {
                throw e;
            } else if (outcome.failure instanceof Error e) {
                throw e;
            }
            throw (RuntimeException) Objects.requireNonNull(outcome.failure);
        }

        @Override
        public void close() {
            lock.lock();
            try {
                line.readers--;
                if (line.readers == 0) {
                    lines.remove(space);
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
