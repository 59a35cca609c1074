package dev.gitsync.tests.repository;

import dev.gitsync.repository.RepositoryStore;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls on the repositories of another store, including the reads of commit and tree walks. Law 7, cost
 * follows change, is about these numbers. Work of JGit inside the storage, such as looking for an object in several
 * packs, is not counted. Thread-safe.
 */
public final class CountingRepositoryStore extends WatchedRepositoryStore {
    private final Counter counter;

    /** Counts the calls on {@code delegate}. */
    public CountingRepositoryStore(RepositoryStore delegate) {
        this(delegate, new Counter());
    }

    private CountingRepositoryStore(RepositoryStore delegate, Counter counter) {
        super(delegate, counter);
        this.counter = counter;
    }

    /** Returns the counts since the last {@link #reset()}, or since the beginning. */
    public RepositoryCounts counts() {
        return counter.counts();
    }

    /** Returns the length of the largest object that was completely in memory since then. */
    public long largestHeld() {
        return counter.largestHeld();
    }

    /** Resets all counts to zero. */
    public void reset() {
        counter.reset();
    }

    private static final class Counter implements Watch {
        private final Map<RepositoryCall, Long> calls = new EnumMap<>(RepositoryCall.class);
        private long bytesRead;
        private long bytesInserted;
        private long largestHeld;

        @Override
        public <T extends @Nullable Object> T around(RepositoryCall call, Work<T> work) throws IOException {
            count(call);
            return work.make();
        }

        @Override
        public synchronized void transferred(RepositoryCall call, long bytes) {
            bytesRead += call == RepositoryCall.READ ? bytes : 0;
            bytesInserted += call == RepositoryCall.INSERT ? bytes : 0;
        }

        @Override
        public synchronized void held(long bytes) {
            largestHeld = Math.max(largestHeld, bytes);
        }

        private synchronized void count(RepositoryCall call) {
            calls.merge(call, 1L, Long::sum);
        }

        synchronized RepositoryCounts counts() {
            return new RepositoryCounts(calls, bytesRead, bytesInserted);
        }

        synchronized long largestHeld() {
            return largestHeld;
        }

        synchronized void reset() {
            calls.clear();
            bytesRead = 0;
            bytesInserted = 0;
            largestHeld = 0;
        }
    }
}
