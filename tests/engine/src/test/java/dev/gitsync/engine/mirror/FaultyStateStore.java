package dev.gitsync.engine.mirror;

import dev.gitsync.error.StoreException;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorState;
import dev.gitsync.mirror.MirrorStateStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A store of states that fails at the call that a test names, before or after it took effect. Counts all calls. */
final class FaultyStateStore implements MirrorStateStore {
    private final MirrorStateStore delegate;
    private int calls;
    private int failAt = -1;
    private boolean failsAfter;
    private Runnable whenFailing = () -> {};
    private BooleanSupplier isDead = () -> false;

    FaultyStateStore(MirrorStateStore delegate) {
        this.delegate = delegate;
    }

    /** Fails the {@code nth} call from now on, 1 for the next; {@code fault} runs right before that. */
    void fail(int nth, boolean after, Runnable fault) {
        failAt = calls + nth;
        failsAfter = after;
        whenFailing = fault;
    }

    /** Lets every call fail while this is true. */
    void deadWhile(BooleanSupplier dead) {
        isDead = dead;
    }

    /** Ends all failures, and forgets the calls. */
    void clearFaults() {
        calls = 0;
        failAt = -1;
        isDead = () -> false;
    }

    int calls() {
        return calls;
    }

    private <T> T around(Supplier<T> work) {
        calls++;
        if (isDead.getAsBoolean() || (calls == failAt && !failsAfter)) {
            throw failure();
        }
        T result = work.get();
        if (calls == failAt) {
            throw failure();
        }
        return result;
    }

    private StoreException failure() {
        if (calls == failAt) {
            whenFailing.run();
        }
        return new StoreException("The states can't be reached");
    }

    @Override
    public Map<MirrorId, MirrorState> states(Collection<MirrorId> mirrors) {
        return around(() -> delegate.states(mirrors));
    }

    @Override
    public boolean save(MirrorId mirror, MirrorState next) {
        return around(() -> delegate.save(mirror, next));
    }

    @Override
    public void add(MirrorReport report) {
        around(() -> {
            delegate.add(report);
            return report;
        });
    }

    @Override
    public List<MirrorReport> reports(MirrorId mirror, int limit) {
        return around(() -> delegate.reports(mirror, limit));
    }

    @Override
    public void remove(MirrorId mirror) {
        around(() -> {
            delegate.remove(mirror);
            return mirror;
        });
    }
}
