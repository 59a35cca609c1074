package dev.gitsync.examples.articles;

import org.jspecify.annotations.Nullable;

/**
 * A file of an article or of a book.
 *
 * @param revision counts the changes of the file, from 1
 */
public record ArticleFile(long id, Draft draft, int revision, boolean trashed) {
    /**
     * What an edit can change.
     *
     * @param article the article, or null for a file of the book
     * @param hash the SHA-256 of the contents, which are stored already
     */
    public record Draft(@Nullable Long article, String name, String hash, long size) {
        /** Returns article and size: names of files must never reach a log. */
        @Override
        public String toString() {
            return "Draft[article=" + article + ", size=" + size + "]";
        }
    }
}
