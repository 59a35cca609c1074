package dev.gitsync.jdbi;

import dev.gitsync.model.PageId;
import org.jspecify.annotations.Nullable;

/**
 * A page as a tree of pages shows it, without its text.
 *
 * @param id the identity of the page
 * @param parent the page above, or null at the top of the space
 * @param title the title
 * @param version the version
 * @param hasText false for a folder page
 */
public record PageNode(PageId id, @Nullable PageId parent, String title, long version, boolean hasText) {}
