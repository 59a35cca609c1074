package dev.gitsync.demo.wiki;

import dev.gitsync.jdbi.JdbiPages.PageNode;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.store.PageChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The order of pages below each page, and what has to change with a page so that it stays right. Thread-safe. */
public interface PageOrder {
    /** Returns the live pages of a space as a tree, each page's children in their order. */
    PageTree tree(Space space, List<PageNode> pages);

    /** Returns what changes with an edit of a live page. */
    List<PageChange> changed(Edited edited, Update update);

    /** Returns what changes when a page goes into the trash. */
    List<PageChange> deleted(Edited edited, Page page);

    /**
     * Returns what changes when a page returns from the trash.
     *
     * @param deletion by whom and when it was deleted
     * @param parent the page that it returns to, or null for the top of the space
     */
    List<PageChange> restored(Edited edited, Provenance deletion, @Nullable PageId parent);

    /**
     * The edit of a page.
     *
     * @param place the place that was asked for, or null if it was none
     */
    record Update(Page before, Page after, @Nullable Place place) {}

    /** Where an edit is made, by whom and when. */
    record Edited(Space space, Provenance by) {}
}
