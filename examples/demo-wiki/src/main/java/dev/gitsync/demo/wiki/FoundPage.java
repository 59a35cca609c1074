package dev.gitsync.demo.wiki;

import dev.gitsync.jdbi.JdbiPages.StoredPage;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;

/**
 * A page, live or in the trash, that the account of the request may see.
 *
 * @param in its space
 * @param stored the page and who changed it last
 */
public record FoundPage(OpenSpace in, StoredPage stored) {
    /** The identity of the page. */
    public PageId id() {
        return stored.page().id();
    }

    /** The version, for edits. */
    public long version() {
        return stored.page().version();
    }

    /** The title of the page. */
    public String title() {
        return content().title();
    }

    /** The title, text and parent. */
    public PageContent content() {
        return stored.page().content();
    }

    /** The text, empty for a page without text. */
    public String text() {
        return content().text() == null ? "" : content().text();
    }

    /** Whether the page is in the trash. */
    public boolean isDeleted() {
        return stored.deleted();
    }
}
