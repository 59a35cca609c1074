package dev.gitsync.model;

import java.util.Objects;

/**
 * A live page of the wiki at one version.
 *
 * @param id the identity of the page
 * @param version the version, which grows with every revision of this page; a write names the version that it expects
 * @param content the title and text of the page, and its parent
 */
public record Page(PageId id, long version, PageContent content) {
    /** Checks that no component is null. */
    public Page {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(content, "content");
    }
}
