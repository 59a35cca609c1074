package dev.gitsync.tests.repository;

import dev.gitsync.repository.RepositoryStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Git storage that fails at a chosen call, counted over calls of every kind. A failure <em>before</em> the call leaves
 * everything unchanged; a failure <em>after</em> it reports an error although the call took effect. The storage then
 * works again, or it stays dead, as for a killed process: no later call has an effect. Thread-safe.
 */
public final class FaultyRepositoryStore extends WatchedRepositoryStore {
    private final Faults faults;

    /** When a call fails, and what happens to later calls. */
    public enum Fault {
        /** The call has no effect; later calls work. */
        BEFORE,
        /** The call takes effect; later calls work. */
        AFTER,
        /** Neither the call nor any later one has an effect. */
        DEAD_BEFORE,
        /** The call takes effect, later ones don't. */
        DEAD_AFTER;

        boolean isAfter() {
            return this == AFTER || this == DEAD_AFTER;
        }

        boolean isDeath() {
            return this == DEAD_BEFORE || this == DEAD_AFTER;
        }
    }

    /** Forwards every call to {@code delegate}, unless a fault is set. */
    public FaultyRepositoryStore(RepositoryStore delegate) {
        this(delegate, new Faults());
    }

    private FaultyRepositoryStore(RepositoryStore delegate, Faults faults) {
        super(delegate, faults);
        this.faults = faults;
    }

    /** Fails the {@code nth} call from now on, 1 for the next. Replaces a fault that was set before. */
    public void fail(int nth, Fault fault) {
        faults.set(nth, fault);
    }

    /** Makes every call fail from now on. */
    public void failFromNowOn() {
        faults.failFromNowOn();
    }

    /** Returns whether every call fails. */
    public boolean isDead() {
        return faults.isDead();
    }

    /** Clears the fault; a dead storage works again. */
    public void clearFaults() {
        faults.clearFaults();
    }

    /** Returns the calls since the faults were last cleared, or since the beginning, in order, including failed ones. */
    public List<RepositoryCall> calls() {
        return faults.calls();
    }

    private static final class Faults implements Watch {
        private final List<RepositoryCall> calls = new ArrayList<>();
        private int at = -1;
        private Fault fault = Fault.BEFORE;
        private boolean dead;

        synchronized void set(int nth, Fault wanted) {
            at = calls.size() + nth;
            fault = wanted;
        }

        synchronized void failFromNowOn() {
            dead = true;
        }

        synchronized void clearFaults() {
            calls.clear();
            at = -1;
            dead = false;
        }

        synchronized List<RepositoryCall> calls() {
            return List.copyOf(calls);
        }

        @Override
        public <T extends @Nullable Object> T around(RepositoryCall call, Work<T> work) throws IOException {
            int number = count(call);
            failIf(isDead() || (isDue(number) && !fault.isAfter()), number, call, "was not made");
            T answer = work.make();
            failIf(isDue(number) && fault.isAfter(), number, call, "was made, but its answer is lost");
            return answer;
        }

        private synchronized int count(RepositoryCall call) {
            calls.add(call);
            return calls.size();
        }

        private synchronized boolean isDead() {
            return dead;
        }

        private synchronized boolean isDue(int number) {
            return number == at;
        }

        private synchronized void failIf(boolean fails, int number, RepositoryCall call, String what)
                throws IOException {
            if (fails) {
                dead |= fault.isDeath() && number == at;
                throw new IOException("The git storage failed: call " + number + ", " + call + ", " + what);
            }
        }
    }
}
