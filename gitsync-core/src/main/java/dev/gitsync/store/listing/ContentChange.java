package dev.gitsync.store.listing;

import dev.gitsync.model.PageContent;
import java.util.Objects;

/**
 * From what to what a page is to change.
 *
 * @param expected the page as it was when the change was made; if the wiki has something else by now, somebody was faster
 * @param content the page as it is to be
 */
public record ContentChange(PageContent expected, PageContent content) {
    /** Checks that nothing is missing. */
    public ContentChange {
        Objects.requireNonNull(expected, "expected");
        Objects.requireNonNull(content, "content");
    }
}
