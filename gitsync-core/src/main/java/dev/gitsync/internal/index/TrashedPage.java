package dev.gitsync.internal.index;

import dev.gitsync.model.PageId;
import org.eclipse.jgit.lib.FileMode;

/**
 * What the index remembers of a deleted page, so that a file restored from git's history is the same page again, and a
 * page restored in the wiki gets its file back as it was.
 *
 * @param page what was known of it, at the version that the deletion made
 * @param path where its file was, without ending
 * @param mode the mode of its file
 */
public record TrashedPage(IndexedPage page, String path, FileMode mode) {
    /** The page. */
    public PageId id() {
        return page.id();
    }

    /** The version that the deletion made. */
    public long version() {
        return page.version();
    }

    /** The same page, deleted at another version. */
    TrashedPage withVersion(long version) {
        return new TrashedPage(page.withVersion(version), path, mode);
    }

    /** Whether its file could be executed. */
    public boolean isExecutable() {
        return FileMode.EXECUTABLE_FILE.equals(mode);
    }
}
