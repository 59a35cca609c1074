package dev.gitsync.examples.articles;

import org.jspecify.annotations.Nullable;

/**
 * An article as the wiki knows it.
 *
 * @param above the article above, or null at the top of the book
 * @param body the text, or null for one that has none yet
 */
public record Article(
        long id,
        @Nullable Long above,
        String title,
        @Nullable String body,
        int revision,
        boolean trashed) {}
