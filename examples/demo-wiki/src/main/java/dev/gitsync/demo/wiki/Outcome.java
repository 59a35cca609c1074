package dev.gitsync.demo.wiki;

import dev.gitsync.jdbi.JdbiPages.StoredPage;

/** The result of an edit. Only {@link Saved} means that something was changed. */
public sealed interface Outcome {
    /**
     * The page is as requested.
     *
     * @param now the page as it is now
     * @param links how many links were changed to follow it
     */
    record Saved(StoredPage now, int links) implements Outcome {
        /** Without a change of links. */
        public Saved(StoredPage now) {
            this(now, 0);
        }
    }

    /**
     * Another edit was saved first.
     *
     * @param now the page as it is now
     */
    record Stale(StoredPage now) implements Outcome {}

    /**
     * The edit is not possible.
     *
     * @param sentence the reason, and what to do
     */
    record Refused(String sentence) implements Outcome {}
}
