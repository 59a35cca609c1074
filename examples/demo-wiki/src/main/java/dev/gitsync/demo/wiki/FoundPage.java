package dev.gitsync.demo.wiki;

import dev.gitsync.jdbi.JdbiPages.StoredPage;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;

/**
 * A page that somebody asked for and may see, live or in the trash.
 *
 * @param in its space
 * @param stored the page and who changed it last
 */
public record FoundPage(OpenSpace in, StoredPage stored) {
    /** The identity of the page. */
    public PageId id() {
        return stored.page().id();
    }

    /** What a change expects to find. */
    public long version() {
        return stored.page().version();
    }

    /** The title of the page. */
    public String title() {
        return content().title();
    }

    /** What the page says and where it stands. */
    public PageContent content() {
        return stored.page().content();
    }

    /** The text of the page; empty for a page without one. */
    public String text() {
        return content().text() == null ? "" : content().text();
    }

    /** Whether the page is in the trash. */
    public boolean isDeleted() {
        return stored.deleted();
    }
}
