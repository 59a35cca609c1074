package dev.gitsync.examples.articles;

import org.jspecify.annotations.Nullable;

/**
 * An article of the wiki.
 *
 * @param above the parent article, or null at the top of the book
 * @param body the text, or null for an article without text
 * @param revision counts the changes of the article, from 1
 */
public record Article(
        long id,
        @Nullable Long above,
        String title,
        @Nullable String body,
        int revision,
        boolean trashed) {
    /**
     * An article of a book at one revision: the base of an edit.
     *
     * @param revision 0 for a new article
     */
    public record Key(String book, long id, int revision) {}

    /**
     * The content of an article after an edit.
     *
     * @param above the parent article, or null at the top of the book
     * @param body the text, or null for none
     */
    public record Draft(
            @Nullable Long above, String title, @Nullable String body) {}
}
