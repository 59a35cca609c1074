package dev.gitsync.push;

import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import java.util.Optional;

/** Supplies the URLs of pages for the receipt of a push. */
@FunctionalInterface
public interface PageLinks {
    /** Returns the URL of the page, or empty if it has none. */
    Optional<String> url(Space space, PageId page);

    /** Returns links that have no URL for any page. */
    static PageLinks none() {
        return (space, page) -> Optional.empty();
    }
}
