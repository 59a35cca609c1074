package dev.gitsync.examples.articles;

import org.jspecify.annotations.Nullable;

/**
 * An article as the wiki knows it.
 *
 * @param above the article above, or null at the top of the book
 * @param body the text, or null for one that has none yet
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
     * An article of a book at one revision; what an edit is made against.
     *
     * @param revision 0 for an article that is to be created
     */
    public record Key(String book, long id, int revision) {}

    /**
     * What an edit makes of an article.
     *
     * @param above the article above, or null at the top of the book
     * @param body the text, or null for none
     */
    public record Draft(
            @Nullable Long above, String title, @Nullable String body) {}
}
