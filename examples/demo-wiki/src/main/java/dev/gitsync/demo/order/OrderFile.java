package dev.gitsync.demo.order;

import dev.gitsync.format.order.SiblingOrder;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.PageId;
import org.jspecify.annotations.Nullable;

/**
 * The order of the pages below a page.
 *
 * @param parent the page, or null for the top of the space
 * @param attachment the file, or null if there is none
 * @param order what the file says; nothing if it is too large to be read
 */
record OrderFile(@Nullable PageId parent, @Nullable Attachment attachment, SiblingOrder order) {}
