package dev.gitsync.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a page says and where it stands; everything of a page that an edit can change.
 *
 * <p>A page without a text is a <em>folder page</em>: it came into being because a git user put files into a folder of
 * that name. It has children but no file of its own, until a text is written into it. A store that can't tell an
 * absent text from an empty one returns {@code ""}; the folder then gains an empty file on the next pull. The contract asks such a
 * store to declare {@code PageStoreContract.Limit.TEXTS_ARE_NEVER_ABSENT}.
 *
 * @param parent the page above, or null at the top of the space
 * @param title the title as people read it, not empty
 * @param text the text in the wiki's markup, or null for a folder page
 */
public record PageContent(
        @Nullable PageId parent, String title, @Nullable String text) {
    /** Checks that the title is there. */
    public PageContent {
        Objects.requireNonNull(title, "title");
    }

    /** Names the place of the page only; the text of a page never reaches a log. */
    @Override
    public String toString() {
        return "PageContent[parent=" + parent + ", text=" + (text == null ? "none" : text.length() + " chars") + "]";
    }
}
