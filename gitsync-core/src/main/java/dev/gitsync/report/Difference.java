package dev.gitsync.report;

import java.util.Objects;

/**
 * One place where wiki, git and index don't agree.
 *
 * @param kind what is wrong
 * @param subject the path or page id that it is about
 * @param detail a sentence with what was expected and what was found; no page text
 */
public record Difference(Kind kind, String subject, String detail) {
    /** Checks that nothing is missing. */
    public Difference {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(detail, "detail");
    }

    /** The kinds of difference. */
    public enum Kind {
        /** A live page that the index does not know. */
        PAGE_NOT_IN_INDEX,
        /** The index knows a page that is not live in the wiki. */
        PAGE_NOT_IN_WIKI,
        /** The index has another parent, title or version than the wiki. */
        INDEX_DIFFERS,
        /** The page's file is not in {@code main}. */
        FILE_MISSING,
        /** The page's file in {@code main} is not what the page renders to. */
        FILE_DIFFERS,
        /** A page file in {@code main} belongs to no page. */
        FILE_WITHOUT_PAGE,
        /** Two entries of a folder of {@code main} are the same name to a person, a file system or the wiki. */
        NAMES_COLLIDE,
        /** A file of {@code main} that is no page is not the one that was there when the index was written. */
        OTHER_FILE_DIFFERS,
        /** The page's newest revision can't be rendered; {@code main} shows the last good one, if there was any. */
        PAGE_FAILED,
        /** The refs of the space don't stand together. */
        REFS_DIFFER
    }
}
