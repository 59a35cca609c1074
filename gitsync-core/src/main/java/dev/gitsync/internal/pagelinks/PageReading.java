package dev.gitsync.internal.pagelinks;

import dev.gitsync.format.link.TextLink;
import dev.gitsync.model.PageId;
import java.util.List;
import java.util.Set;

/**
 * The links of a page in one state of the space.
 *
 * @param page the page
 * @param file the path of its file
 * @param links its links
 * @param targets the pages and attachments to which they lead
 * @param names the names for which it looks
 */
record PageReading(PageId page, String file, List<TextLink> links, Set<PageId> targets, Set<String> names) {}
