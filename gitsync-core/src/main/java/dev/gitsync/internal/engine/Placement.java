package dev.gitsync.internal.engine;

import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the path of a page that the wiki changed, and moves its file and its folder there, in the index and in the tree of
 * {@code main} alike:
 *
 * <ol>
 *   <li>The page stands in the folder of its parent. While the parent is missing, deleted, or stands below the page
 *       itself, the page stands at the top, and is looked at again when one of the pages in question changes.
 *   <li>A name that gitsync derived from the title follows the title; a name that a git user chose stays.
 *   <li>A name that collides in its folder (see {@link FreeNames}) gets the page's short id behind it.
 *   <li>File and folder move as one tree entry each.
 * </ol>
 */
final class Placement {
    private final TreeEditor tree;
    private final SpaceIndex index;
    private final PageBlobs blobs;
    private final PageFiles files;
    private final FreeNames names;

    Placement(TreeEditor tree, SpaceIndex index, PageBlobs blobs) {
        this.tree = tree;
        this.index = index;
        this.blobs = blobs;
        this.files = blobs.files();
        this.names = new FreeNames(tree, index, files);
    }

    /** Puts a page where {@code wanted} says, and returns what the index knows of it then. */
    IndexedPage place(@Nullable IndexedPage before, Wanted wanted) throws IOException {
        return settle(before, wanted, placeFor(wanted.id(), wanted.parent()));
    }

    /** Finds the place of a page again because something about its parent changed. */
    void placeAgain(IndexedPage page) throws IOException {
        place(page, wanted(page));
    }

    /** Moves a page to the top because its parent is about to go; it comes back should the parent come back. */
    void placeAtTop(IndexedPage page) throws IOException {
        if (page.parent() != null) {
            index.await(page.parent(), page.id());
        }
        settle(page, wanted(page), null);
    }

    private static Wanted wanted(IndexedPage page) {
        return new Wanted(page.id(), page.parent(), page.title(), page.version(), page.hasFile());
    }

    private IndexedPage settle(@Nullable IndexedPage before, Wanted wanted, @Nullable PageId place) throws IOException {
        makeRoomForFolder(place);
        String oldPath = before == null ? null : index.path(before);
        FreeNames.Slot slot = new FreeNames.Slot(
                wanted.id(), place, index.folder(place), before, wanted.hasFile(), oldPath != null && isFolder(oldPath));
        IndexedPage after = new IndexedPage(
                wanted.id(),
                wanted.parent(),
                place,
                names.choose(slot, nameFor(before, wanted), wanted.title()),
                wanted.title(),
                wanted.version(),
                wanted.hasFile());
        index.put(after);
        if (before != null && oldPath != null) {
            moveFiles(before, after, oldPath, index.path(after));
        }
        return after;
    }

    private void moveFiles(IndexedPage before, IndexedPage after, String oldPath, String newPath) throws IOException {
        if (!oldPath.equals(newPath)) {
            if (before.hasFile()) {
                tree.move(files.file(oldPath), files.file(newPath));
                sayTitle(before, after, files.file(newPath));
            }
            if (isFolder(oldPath)) {
                tree.move(oldPath, newPath);
            }
        }
    }

    private @Nullable PageId placeFor(PageId page, @Nullable PageId parent) throws IOException {
        Set<PageId> above = new LinkedHashSet<>();
        for (@Nullable PageId step = parent; step != null && above.add(step); ) {
            Optional<IndexedPage> found = index.page(step);
            if (found.isEmpty() || step.equals(page)) {
                for (PageId awaited : above) {
                    index.await(awaited, page);
                }
                return null;
            }
            step = found.get().place();
        }
        return parent;
    }

    /** Where something has the name of a folder that is needed now, for the page or one above it, that page makes way. */
    private void makeRoomForFolder(@Nullable PageId place) throws IOException {
        Optional<IndexedPage> owner = place == null ? Optional.empty() : index.page(place);
        if (owner.isPresent() && !isFolder(index.path(owner.get()))) {
            makeRoomForFolder(owner.get().place());
            if (!names.hasRoomForFolder(owner.get())) {
                giveWay(owner.get());
            }
        }
    }

    /** Gives a page another name, since something else has a name that is the same to someone. */
    void giveWay(IndexedPage page) throws IOException {
        String oldPath = index.path(page);
        FreeNames.Slot slot =
                new FreeNames.Slot(page.id(), page.place(), index.folder(page.place()), null, page.hasFile(), isFolder(oldPath));
        IndexedPage after = new IndexedPage(
                page.id(),
                page.parent(),
                page.place(),
                names.chooseOther(slot, page.name(), page.title()),
                page.title(),
                page.version(),
                page.hasFile());
        index.put(after);
        moveFiles(page, after, oldPath, index.path(after));
    }

    private void sayTitle(IndexedPage before, IndexedPage after, String file) throws IOException {
        Optional<TreeItem> item = tree.find(file);
        if (item.isPresent() && !before.name().equals(after.name())) {
            tree.putFile(file, blobs.renamed(item.get().id(), after.title(), before.name(), after.name()));
        }
    }

    private String nameFor(@Nullable IndexedPage before, Wanted wanted) {
        if (before == null) {
            return files.naming().nameFor(wanted.title());
        }
        boolean follows = !before.title().equals(wanted.title()) && isDerived(before);
        return follows ? files.naming().nameFor(wanted.title()) : before.name();
    }

    private boolean isDerived(IndexedPage page) {
        return page.name().equals(files.naming().nameFor(page.title()))
                || page.name().startsWith(files.naming().nameFor(page.title(), page.id()));
    }

    private boolean isFolder(String path) throws IOException {
        return tree.find(path).filter(TreeItem::isFolder).isPresent();
    }

    /**
     * What the wiki says of a page's place.
     *
     * @param parent the parent that the wiki names
     */
    record Wanted(PageId id, @Nullable PageId parent, String title, long version, boolean hasFile) {}
}
