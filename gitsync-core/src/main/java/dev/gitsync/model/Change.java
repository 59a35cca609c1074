package dev.gitsync.model;

import java.util.Objects;

/** One entry of the change feed: a page got a new revision, or a page was deleted. */
public sealed interface Change {
    /** Returns the page that changed. */
    PageId page();

    /** Returns the version of the page that this change made. */
    long version();

    /** Returns the author, time and message of the change. */
    Provenance provenance();

    /**
     * A page was created, edited, moved, renamed or restored.
     *
     * @param page the page
     * @param version the version that this revision made
     * @param content the whole page as of this revision
     * @param provenance the author, time and message
     */
    record Revision(PageId page, long version, PageContent content, Provenance provenance) implements Change {
        /** Checks that no component is null. */
        public Revision {
            Objects.requireNonNull(page, "page");
            Objects.requireNonNull(content, "content");
            Objects.requireNonNull(provenance, "provenance");
        }
    }

    /**
     * A page was deleted. Only this change removes the file of a page from git; the absence of a page from the feed
     * never does.
     *
     * @param page the page
     * @param version the version that the deletion made
     * @param provenance the author, time and message
     */
    record Tombstone(PageId page, long version, Provenance provenance) implements Change {
        /** Checks that no component is null. */
        public Tombstone {
            Objects.requireNonNull(page, "page");
            Objects.requireNonNull(provenance, "provenance");
        }
    }
}
