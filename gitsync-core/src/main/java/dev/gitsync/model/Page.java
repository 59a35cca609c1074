package dev.gitsync.model;

import java.util.Objects;

/**
 * A live page as the wiki holds it at one version.
 *
 * @param id the identity of the page
 * @param version grows with every revision of this page, and is what a write expects to find
 * @param content what the page says and where it stands
 */
public record Page(PageId id, long version, PageContent content) {
    /** Checks that nothing is missing. */
    public Page {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(content, "content");
    }
}
