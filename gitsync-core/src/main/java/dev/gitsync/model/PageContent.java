package dev.gitsync.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The title, text, parent and labels of a page: everything that an edit can change.
 *
 * <p>A page without a text is a <em>folder page</em>: gitsync creates it when a git user puts files into a folder of that name.
 * It has children but no file of its own until a text is written to it. A store that can't distinguish an absent text from an
 * empty one returns {@code ""}; the folder then gains an empty file on the next pull. The contract asks such a store to declare
 * {@code PageStoreContract.Limit.TEXTS_ARE_NEVER_ABSENT}.
 *
 * @param parent the parent page, or null at the top of the space
 * @param title the title as people read it, not empty
 * @param text the text in the wiki's markup, or null for a folder page
 * @param labels the labels, or null if nothing is known of them: always in a wiki {@linkplain
 *     dev.gitsync.store.PageStore#labels without labels}. A page that is read with null has the labels of its text, and a page that is
 *     written with null keeps those that it has
 */
public record PageContent(
        @Nullable PageId parent,
        String title,
        @Nullable String text,
        @Nullable Labels labels) {
    /** Creates a content about whose labels nothing is known. */
    public PageContent(@Nullable PageId parent, String title, @Nullable String text) {
        this(parent, title, text, null);
    }

    /** Checks the title. */
    public PageContent {
        Objects.requireNonNull(title, "title");
    }

    /** Returns this content with another parent. */
    public PageContent withParent(@Nullable PageId other) {
        return new PageContent(other, title, text, labels);
    }

    /** Returns this content with another title. */
    public PageContent withTitle(String other) {
        return new PageContent(parent, other, text, labels);
    }

    /** Returns this content with another text. */
    public PageContent withText(@Nullable String other) {
        return new PageContent(parent, title, other, labels);
    }

    /** Returns this content with other labels. */
    public PageContent withLabels(@Nullable Labels others) {
        return new PageContent(parent, title, text, others);
    }

    /** Returns the parent and the length of the text: titles, texts and labels of pages must never reach a log. */
    @Override
    public String toString() {
        return "PageContent[parent=" + parent + ", text=" + (text == null ? "none" : text.length() + " chars") + "]";
    }
}
