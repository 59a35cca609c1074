package dev.gitsync.model;

import java.util.Objects;

/**
 * A page was deleted. Only this, never absence from a listing, takes a page's file out of git.
 *
 * @param page the page
 * @param version the version that the deletion made
 * @param provenance who, when, why
 */
public record Tombstone(PageId page, long version, Provenance provenance) implements Change {
    /** Checks that nothing is missing. */
    public Tombstone {
        Objects.requireNonNull(page, "page");
        Objects.requireNonNull(provenance, "provenance");
    }
}
