package dev.gitsync.model;

import java.util.Objects;

/**
 * A page was created, edited, moved, renamed or restored.
 *
 * @param page the page
 * @param version the version that this revision made
 * @param content the whole page as of this revision
 * @param provenance who, when, why
 */
public record Revision(PageId page, long version, PageContent content, Provenance provenance) implements Change {
    /** Checks that nothing is missing. */
    public Revision {
        Objects.requireNonNull(page, "page");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(provenance, "provenance");
    }
}
