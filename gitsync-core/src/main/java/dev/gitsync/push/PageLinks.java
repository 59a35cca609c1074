package dev.gitsync.push;

import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import java.util.Optional;

/** Where a page is to be seen in the browser, for the receipt of a push. */
@FunctionalInterface
public interface PageLinks {
    /** The address of the page, if it has one. */
    Optional<String> url(Space space, PageId page);

    /** No page has an address. */
    static PageLinks none() {
        return (space, page) -> Optional.empty();
    }
}
