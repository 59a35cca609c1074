package dev.gitsync.demo.wiki;

import dev.gitsync.model.PageId;
import org.jspecify.annotations.Nullable;

/**
 * Where a page goes: below a page, and beside one of the pages there.
 *
 * @param parent the page above, or null for the top of the space
 * @param sibling the page beside it, or null for an end of the list
 * @param before whether it comes before the sibling or, without one, before all
 */
public record Place(@Nullable PageId parent, @Nullable PageId sibling, boolean before) {}
