package dev.gitsync.jdbi;

import dev.gitsync.model.Page;
import dev.gitsync.model.Provenance;

/**
 * A page, live or in the trash, and who changed it last.
 *
 * @param page the page; one in the trash has the content that it was deleted with
 * @param deleted whether it is in the trash
 * @param lastChange the author, time and message of the last change; a {@code git} origin when it came by a push
 */
public record StoredPage(Page page, boolean deleted, Provenance lastChange) {}
