package dev.gitsync.format.link;

import dev.gitsync.model.PageId;
import java.util.Optional;

/** What exists in a space, with the identities of its pages and attachments. */
public interface LinkedFiles extends SpaceFiles {
    /**
     * Returns the page or attachment that has the file at exactly this path or, for the path of a folder, the page without a file
     * to which the folder belongs.
     */
    Optional<PageId> id(String path);

    /**
     * Returns the path of the file of a page or attachment or, for a page without a file, the path of its folder. Empty if it is
     * deleted, unknown, or has neither file nor folder.
     */
    Optional<String> path(PageId id);
}
