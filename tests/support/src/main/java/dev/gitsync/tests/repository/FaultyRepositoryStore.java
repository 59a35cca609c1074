package dev.gitsync.tests.repository;

import dev.gitsync.repository.RepositoryStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Git storage that fails at the call that a test names, counted over calls of every kind. A failure <em>before</em> the
 * call leaves everything as it was; a failure <em>after</em> it has taken effect although it looks as if it had not. The
 * storage then works again, or it stays dead, which is how a killed process sees it: whatever it still tries has no
 * effect. Safe for use by several threads.
 */
public final class FaultyRepositoryStore extends WatchedRepositoryStore {
    private final Faults faults;

    /** When a call fails, and what comes after. */
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

    /** Passes every call on to {@code delegate}, as long as no fault is set. */
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

    /** Lets every call fail from now on. */
    public void failFromNowOn() {
        faults.failFromNowOn();
    }

    /** Returns whether every call fails. */
    public boolean isDead() {
        return faults.isDead();
    }

    /** Forgets the fault, and brings a dead storage back to life. */
    public void clearFaults() {
        faults.clearFaults();
    }

    /** The calls since the storage last was healed, or since the beginning, in their order, the failed ones included. */
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
