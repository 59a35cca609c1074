package dev.gitsync.jdbi;

import dev.gitsync.model.Provenance;

/**
 * A page in the trash.
 *
 * @param page the page as it went in; its version is the one that {@link dev.gitsync.store.PageChange.Restore} expects
 * @param deletion who deleted it, when and why
 */
public record TrashedPage(PageNode page, Provenance deletion) {}
