package dev.gitsync.internal.index;

import dev.gitsync.model.PageId;
import org.eclipse.jgit.lib.FileMode;

/**
 * The data of the index about a deleted page, so that a file restored from git's history becomes the same page again,
 * and a page restored in the wiki gets its previous file back.
 *
 * @param page its data, at the version of the deletion
 * @param path the path of its file, without extension
 * @param mode the mode of its file
 */
public record TrashedPage(IndexedPage page, String path, FileMode mode) {
    /** Returns the id of the page. */
    public PageId id() {
        return page.id();
    }

    /** Returns the version of the deletion. */
    public long version() {
        return page.version();
    }

    /** Returns the same page, deleted at another version. */
    TrashedPage withVersion(long version) {
        return new TrashedPage(page.withVersion(version), path, mode);
    }

    /** Returns whether its file was executable. */
    public boolean isExecutable() {
        return FileMode.EXECUTABLE_FILE.equals(mode);
    }
}
