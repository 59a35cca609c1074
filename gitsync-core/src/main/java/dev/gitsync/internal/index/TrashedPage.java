package dev.gitsync.internal.index;

import dev.gitsync.model.PageId;

/**
 * What the index remembers of a deleted page, so that a file restored from git's history is the same page again.
 *
 * @param id the page
 * @param version the version that the deletion made
 * @param path where its file was, without ending
 */
public record TrashedPage(PageId id, long version, String path) {}
