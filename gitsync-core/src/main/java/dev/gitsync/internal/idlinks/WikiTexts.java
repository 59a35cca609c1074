package dev.gitsync.internal.idlinks;

import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.PageStore;
import java.util.Optional;

/** The texts that the wiki stores. */
public record WikiTexts(PageStore store, Space space) {
    /**
     * Returns the text of a page at the version that the index knows. Empty if the page has no text, or if the wiki has changed or
     * deleted it since: then the next changes of the feed bring in what it is now.
     */
    Optional<String> at(IndexedPage page) {
        return store.page(space, page.id())
                .filter(found -> found.version() == page.version())
                .map(found -> found.content().text());
    }

    /** Returns the current text of a page; empty if it has none. */
    Optional<String> now(PageId id) {
        return store.page(space, id).map(found -> found.content().text());
    }
}
