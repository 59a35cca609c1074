package dev.gitsync.internal.index;

import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;

/**
 * A page whose newest revision could not be brought into {@code main}.
 *
 * @param id the page
 * @param version the version of that revision
 * @param provenance who made it, so that the commit can still say so once it works
 * @param reason the kind of error; no page text
 */
public record FailedPage(PageId id, long version, Provenance provenance, String reason) {}
