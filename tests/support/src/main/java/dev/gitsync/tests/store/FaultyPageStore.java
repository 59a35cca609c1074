package dev.gitsync.tests.store;

import dev.gitsync.error.StoreException;
import dev.gitsync.format.label.LabelRules;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.TransactionDomain;
import dev.gitsync.store.attachment.AttachmentStore;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store that fails, or runs an action, at a chosen call. A failure <em>before</em> the call leaves the wiki
 * unchanged; a failure <em>after</em> it loses the answer: the work is done, and the caller can't know. Each fault
 * fires once. Thread-safe.
 */
public final class FaultyPageStore extends ForwardingPageReader implements PageStore {
    private final PageStore delegate;
    private final Map<Call, Integer> counts = new EnumMap<>(Call.class);
    private final Map<Moment, Runnable> faults = new HashMap<>();

    private record Moment(Call call, int number, boolean done) {}

    /** Forwards every call to {@code delegate}, unless a fault is set. */
    public FaultyPageStore(PageStore delegate) {
        super(delegate);
        this.delegate = delegate;
    }

    /** Fails the {@code nth} such call from now on, 1 for the next, before it has an effect. */
    public void failBefore(Call call, int nth) {
        before(call, nth, () -> {
            throw new StoreException("The wiki can't be reached");
        });
    }

    /** Fails the {@code nth} such call from now on, 1 for the next, after it took effect: the outcome is unknown. */
    public void failAfter(Call call, int nth) {
        after(call, nth, () -> {
            throw new StoreException("The wiki went away before it answered");
        });
    }

    /** Runs {@code action} just before the {@code nth} such call from now on, 1 for the next. */
    public void before(Call call, int nth, Runnable action) {
        set(call, nth, false, action);
    }

    /** Runs {@code action} when the {@code nth} such call from now on, 1 for the next, took effect and has not returned. */
    public void after(Call call, int nth, Runnable action) {
        set(call, nth, true, action);
    }

    /** Clears the faults that have not fired. */
    public synchronized void clearFaults() {
        faults.clear();
    }

    /** Returns how many calls of this kind were made so far, including failed ones. */
    public synchronized int calls(Call call) {
        return counts.getOrDefault(call, 0);
    }

    @Override
    public ChangeBatch changes(Space space, Cursor after, int limit) {
        return around(Call.CHANGES, () -> delegate.changes(space, after, limit));
    }

    @Override
    public List<Page> pages(Space space, @Nullable PageId after, int limit) {
        return around(Call.PAGES, () -> delegate.pages(space, after, limit));
    }

    @Override
    public Optional<Page> page(Space space, PageId id) {
        return around(Call.PAGE, () -> delegate.page(space, id));
    }

    @Override
    public Optional<TransactionDomain> transactionDomain() {
        return delegate.transactionDomain();
    }

    @Override
    public Optional<LabelRules> labels() {
        return delegate.labels();
    }

    @Override
    public ApplyResult apply(Space space, List<PageChange> changes, ApplyContext context) {
        return around(Call.APPLY, () -> delegate.apply(space, changes, context));
    }

    @Override
    public Optional<AttachmentStore> attachments() {
        return delegate.attachments().map(attachments -> new WatchedAttachmentStore(attachments, this::around));
    }

    private synchronized void set(Call call, int nth, boolean done, Runnable action) {
        faults.put(new Moment(call, calls(call) + nth, done), action);
    }

    private <T> T around(Call call, Supplier<T> work) {
        int number = count(call);
        fire(new Moment(call, number, false));
        T answer = work.get();
        fire(new Moment(call, number, true));
        return answer;
    }

    private synchronized int count(Call call) {
        return counts.merge(call, 1, Integer::sum);
    }

    private void fire(Moment moment) {
        Runnable fault;
        synchronized (this) {
            fault = faults.remove(moment);
        }
        if (fault != null) {
            fault.run();
        }
    }
}
