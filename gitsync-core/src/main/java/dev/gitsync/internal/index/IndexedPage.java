package dev.gitsync.internal.index;

import dev.gitsync.model.PageId;
import org.jspecify.annotations.Nullable;

/**
 * What the index knows of a live page.
 *
 * @param id the page
 * @param parent the parent that the wiki names, or null at the top
 * @param place the page whose folder really holds the file; differs from {@code parent} only while that is missing or
 *     stands below the page itself, and then is null: the page stands at the top
 * @param name the name of its file, without ending, and of its folder
 * @param title the title
 * @param version the version that {@code main} shows
 * @param hasFile false for a folder page
 * @param chosen whether a git user chose the name, so that it stays when the title changes
 */
public record IndexedPage(
        PageId id,
        @Nullable PageId parent,
        @Nullable PageId place,
        String name,
        String title,
        long version,
        boolean hasFile,
        boolean chosen) {

    /** The same page at another version. */
    public IndexedPage withVersion(long newVersion) {
        return new IndexedPage(id, parent, place, name, title, newVersion, hasFile, chosen);
    }

    /** The same page under another name. */
    public IndexedPage withName(String newName, boolean isChosen) {
        return new IndexedPage(id, parent, place, newName, title, version, hasFile, isChosen);
    }

    /** Whether it stands at the top because its parent is missing, or stands below the page itself. */
    public boolean isAway() {
        return parent != null && place == null;
    }
}
