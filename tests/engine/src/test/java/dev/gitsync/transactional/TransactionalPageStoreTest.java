package dev.gitsync.transactional;

import dev.gitsync.store.PageStore;
import dev.gitsync.store.transactional.TransactionalPageStore;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.testkit.PageStoreContract;
import java.util.Optional;

/** Services that write one page at a time meet the contract of a page store. */
final class TransactionalPageStoreTest extends PageStoreContract {
    private final PageServices wiki = new PageServices(new InMemoryPageStore());
    private final PageStore store = new TransactionalPageStore(wiki, wiki, wiki);

    @Override
    protected PageStore store() {
        return store;
    }

    @Override
    protected Optional<String> refusedTitle() {
        return Optional.of(PageServices.FORBIDDEN);
    }
}
