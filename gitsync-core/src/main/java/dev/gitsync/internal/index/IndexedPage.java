package dev.gitsync.internal.index;

import dev.gitsync.internal.pages.PageForm;
import dev.gitsync.model.PageId;
import org.jspecify.annotations.Nullable;

/**
 * The data of the index about a live page.
 *
 * @param id the page
 * @param parent the parent according to the wiki, or null at the top level
 * @param place the page whose folder contains the file. It differs from {@code parent} only if the parent is missing or
 *     is a descendant of the page itself, and then is null: the page is at the top level
 * @param name the name of its folder, and of a file beside that, without extension
 * @param title the title
 * @param version the version that {@code main} shows
 * @param form where its file is; a page without text has none
 * @param chosen whether a git user chose the name, so that it stays when the title changes
 */
public record IndexedPage(
        PageId id,
        @Nullable PageId parent,
        @Nullable PageId place,
        String name,
        String title,
        long version,
        PageForm form,
        boolean chosen) {

    /** Creates the data of a page whose file, if it has one, is beside its folder. */
    public IndexedPage(
            PageId id,
            @Nullable PageId parent,
            @Nullable PageId place,
            String name,
            String title,
            long version,
            boolean hasFile,
            boolean chosen) {
        this(id, parent, place, name, title, version, hasFile ? PageForm.SIBLING : PageForm.NONE, chosen);
    }

    /** Returns whether the page has a file; one without text has none. */
    public boolean hasFile() {
        return form.hasFile();
    }

    /** Returns the same page at another version. */
    public IndexedPage withVersion(long newVersion) {
        return new IndexedPage(id, parent, place, name, title, newVersion, form, chosen);
    }

    /** Returns the same page under another name. */
    public IndexedPage withName(String newName, boolean isChosen) {
        return new IndexedPage(id, parent, place, newName, title, version, form, isChosen);
    }

    /** Returns whether the page is at the top level because its parent is missing or is a descendant of the page itself. */
    public boolean isDisplaced() {
        return parent != null && place == null;
    }
}
