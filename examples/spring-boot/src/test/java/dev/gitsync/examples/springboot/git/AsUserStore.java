package dev.gitsync.examples.springboot.git;

import dev.gitsync.model.Space;
import dev.gitsync.push.PushInterceptor;
import dev.gitsync.push.PushInterceptor.Context;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.TransactionDomain;
import dev.gitsync.tests.store.ForwardingPageReader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Writes as an editor of the wiki, as a push does. */
final class AsUserStore extends ForwardingPageReader implements PageStore {
    private final PageStore store;
    private final PushInterceptor interceptor;

    AsUserStore(PageStore store, PushInterceptor interceptor) {
        super(store);
        this.store = store;
        this.interceptor = interceptor;
    }

    @Override
    public ApplyResult apply(Space space, List<PageChange> changes, ApplyContext context) {
        AtomicReference<ApplyResult> result = new AtomicReference<>();
        Context push = new Context(space, "ada", Context.Cause.PUSH, Context.Stage.APPLY);
        interceptor.around(push, () -> result.set(store.apply(space, changes, context)));
        return result.get();
    }

    @Override
    public Optional<TransactionDomain> transactionDomain() {
        return store.transactionDomain();
    }
}
