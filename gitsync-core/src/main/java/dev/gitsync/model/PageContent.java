package dev.gitsync.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The title, text and parent of a page: everything that an edit can change.
 *
 * <p>A page without a text is a <em>folder page</em>: gitsync creates it when a git user puts files into a folder of that name.
 * It has children but no file of its own until a text is written to it. A store that can't distinguish an absent text from an
 * empty one returns {@code ""}; the folder then gains an empty file on the next pull. The contract asks such a store to declare
 * {@code PageStoreContract.Limit.TEXTS_ARE_NEVER_ABSENT}.
 *
 * @param parent the parent page, or null at the top of the space
 * @param title the title as people read it, not empty
 * @param text the text in the wiki's markup, or null for a folder page
 */
public record PageContent(
        @Nullable PageId parent, String title, @Nullable String text) {
    /** Checks the title. */
    public PageContent {
        Objects.requireNonNull(title, "title");
    }

    /** Returns the parent and the length of the text: titles and texts of pages must never reach a log. */
    @Override
    public String toString() {
        return "PageContent[parent=" + parent + ", text=" + (text == null ? "none" : text.length() + " chars") + "]";
    }
}
