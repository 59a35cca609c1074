package dev.gitsync.internal.index;

import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;

/**
 * A page or an attachment whose newest revision could not be applied to {@code main}.
 *
 * @param id the page or attachment
 * @param version the version of that revision
 * @param provenance the author of the revision, so that a later commit can still name the author
 * @param reason the kind of error; no page text
 */
public record FailedPage(PageId id, long version, Provenance provenance, String reason) {}
