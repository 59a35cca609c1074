package dev.gitsync.model;

import java.util.Objects;

/** One entry of the change feed: a page or an attachment got a new revision, or was deleted. */
public sealed interface Change {
    /** Returns the id of the page or attachment that changed. */
    PageId id();

    /** Returns the version of the page or attachment that this change made. */
    long version();

    /** Returns the author, time and message of the change. */
    Provenance provenance();

    /**
     * A page was created, edited, moved, renamed or restored.
     *
     * @param id the page
     * @param version the version that this revision made
     * @param content the whole page as of this revision
     * @param provenance the author, time and message
     */
    record Revision(PageId id, long version, PageContent content, Provenance provenance) implements Change {
        /** Checks that no component is null. */
        public Revision {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(content, "content");
            Objects.requireNonNull(provenance, "provenance");
        }
    }

    /**
     * An attachment was created, replaced, moved, renamed or restored.
     *
     * @param id the attachment
     * @param version the version that this revision made
     * @param content the page, name, hash and size as of this revision
     * @param provenance the author, time and message
     */
    record AttachmentRevision(PageId id, long version, AttachmentContent content, Provenance provenance)
            implements Change {
        /** Checks that no component is null. */
        public AttachmentRevision {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(content, "content");
            Objects.requireNonNull(provenance, "provenance");
        }
    }

    /**
     * A page or an attachment was deleted. Only this change removes its file from git; its absence from the feed never does.
     *
     * @param id the page or attachment
     * @param version the version that the deletion made
     * @param provenance the author, time and message
     */
    record Tombstone(PageId id, long version, Provenance provenance) implements Change {
        /** Checks that no component is null. */
        public Tombstone {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(provenance, "provenance");
        }
    }
}
