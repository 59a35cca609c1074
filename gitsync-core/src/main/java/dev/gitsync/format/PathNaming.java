package dev.gitsync.format;

import dev.gitsync.model.PageId;

/**
 * Derives from a title the name of the file, without its extension, and of the folder with the page's children. Implementations
 * are pure functions; every name they return is safe on Linux, macOS and Windows.
 */
public interface PathNaming {
    /** Returns the name for a title if no sibling has that name. */
    String nameFor(String title);

    /** Returns the name for a title if a sibling has the plain name. It is stable, and distinct by the page's id. */
    String nameFor(String title, PageId id);

    /** Returns the title derived from a name, for files that contain no title. */
    String titleOf(String name);

    /**
     * Returns a key for detecting collisions. Two names with equal keys must not be in the same folder: some file systems can't
     * distinguish them, because they ignore case or normalize Unicode.
     */
    String collisionKey(String name);
}
