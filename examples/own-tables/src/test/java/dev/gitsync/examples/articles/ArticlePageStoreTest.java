package dev.gitsync.examples.articles;

import dev.gitsync.model.Space;
import dev.gitsync.store.PageStore;
import dev.gitsync.testkit.PageStoreContract;

/** Runs the contract for pages with the wiki's own tables. */
final class ArticlePageStoreTest extends PageStoreContract {
    private final PageStore store = ArticlePages.store(WikiDatabase.JDBI, new ArticleService(WikiDatabase.JDBI));

    @Override
    protected PageStore store() {
        return store;
    }

    @Override
    protected Space newSpace() {
        return WikiDatabase.newBook();
    }
}
