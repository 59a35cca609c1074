package dev.gitsync.examples.springboot.git;

import dev.gitsync.push.PushInterceptor;
import dev.gitsync.store.PageStore;

/** The contract, kept by articles and their history. */
final class TransactionalWayTest extends WikiContract {
    private final PageStore store = new AsUserStore(
            TestWiki.shared().bean(PageStore.class), TestWiki.shared().bean(PushInterceptor.class));

    @Override
    protected PageStore store() {
        return store;
    }
}
