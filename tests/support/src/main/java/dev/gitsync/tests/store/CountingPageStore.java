package dev.gitsync.tests.store;

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
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls on another store, and the pages and changes that they transfer. Law 7, cost follows change, is
 * about these numbers. Thread-safe.
 */
public final class CountingPageStore extends ForwardingPageReader implements PageStore {
    private final PageStore delegate;
    private final Map<Call, Long> calls = new EnumMap<>(Call.class);
    private long items;

    /**
     * What was asked.
     *
     * @param calls the calls that were made at all, with their number
     * @param items the pages, attachments and changes that were returned, and the changes that were to be applied
     */
    public record Counts(Map<Call, Long> calls, long items) {
        /** Copies the map. */
        public Counts {
            calls = Map.copyOf(calls);
        }
    }

    /** Counts the calls on {@code delegate}. */
    public CountingPageStore(PageStore delegate) {
        super(delegate);
        this.delegate = delegate;
    }

    /** Returns the counts since the last {@link #reset()}, or since the beginning. */
    public synchronized Counts counts() {
        return new Counts(calls, items);
    }

    /** Resets all counts to zero. */
    public synchronized void reset() {
        calls.clear();
        items = 0;
    }

    @Override
    public ChangeBatch changes(Space space, Cursor after, int limit) {
        ChangeBatch batch = delegate.changes(space, after, limit);
        count(Call.CHANGES, batch.changes().size());
        return batch;
    }

    @Override
    public List<Page> pages(Space space, @Nullable PageId after, int limit) {
        List<Page> pages = delegate.pages(space, after, limit);
        count(Call.PAGES, pages.size());
        return pages;
    }

    @Override
    public Optional<Page> page(Space space, PageId id) {
        Optional<Page> page = delegate.page(space, id);
        count(Call.PAGE, page.isPresent() ? 1 : 0);
        return page;
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
        count(Call.APPLY, changes.size());
        return delegate.apply(space, changes, context);
    }

    @Override
    public Optional<AttachmentStore> attachments() {
        return delegate.attachments().map(attachments -> new WatchedAttachmentStore(attachments, this::counted));
    }

    private <T> T counted(Call call, Supplier<T> work) {
        T answer = work.get();
        count(call, answer instanceof Collection<?> many ? many.size() : 1);
        return answer;
    }

    private synchronized void count(Call call, int more) {
        calls.merge(call, 1L, Long::sum);
        items += more;
    }
}
