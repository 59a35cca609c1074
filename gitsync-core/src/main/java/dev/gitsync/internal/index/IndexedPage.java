package dev.gitsync.internal.index;

import dev.gitsync.model.PageId;
import org.jspecify.annotations.Nullable;

/**
 * The data of the index about a live page.
 *
 * @param id the page
 * @param parent the parent according to the wiki, or null at the top level
 * @param place the page whose folder contains the file. It differs from {@code parent} only if the parent is missing or
 *     is a descendant of the page itself, and then is null: the page is at the top level
 * @param name the name of its file, without extension, and of its folder
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

    /** Returns the same page at another version. */
    public IndexedPage withVersion(long newVersion) {
        return new IndexedPage(id, parent, place, name, title, newVersion, hasFile, chosen);
    }

    /** Returns the same page under another name. */
    public IndexedPage withName(String newName, boolean isChosen) {
        return new IndexedPage(id, parent, place, newName, title, version, hasFile, isChosen);
    }

    /** Returns whether the page is at the top level because its parent is missing or is a descendant of the page itself. */
    public boolean isDisplaced() {
        return parent != null && place == null;
    }
}
