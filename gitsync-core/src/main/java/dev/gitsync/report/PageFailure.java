package dev.gitsync.report;

import dev.gitsync.model.PageId;

/**
 * A page whose newest revision could not be brought into {@code main}. It keeps its last good file, and every cycle tries
 * again.
 *
 * @param page the page
 * @param version the version of the revision
 * @param reason the kind of error; no page text
 */
public record PageFailure(PageId page, long version, String reason) {}
