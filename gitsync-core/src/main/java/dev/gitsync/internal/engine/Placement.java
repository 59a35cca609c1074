package dev.gitsync.internal.engine;

import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Objects;
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
 *   <li>A name that collides in its folder, on any common file system, gets the page's short id behind it.
 *   <li>File and folder move as one tree entry each.
 * </ol>
 */
final class Placement {
    private final TreeEditor tree;
    private final SpaceIndex index;
    private final PageBlobs blobs;
    private final PageFiles files;

    Placement(TreeEditor tree, SpaceIndex index, PageBlobs blobs) {
        this.tree = tree;
        this.index = index;
        this.blobs = blobs;
        this.files = blobs.files();
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
        Slot slot = new Slot(wanted.id(), place, index.folder(place), before, oldPath != null && isFolder(oldPath));
        IndexedPage after = new IndexedPage(
                wanted.id(),
                wanted.parent(),
                place,
                freeName(slot, nameFor(before, wanted), wanted.title()),
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

    /** A file that is no page may have the very name of the folder that is needed now; the page makes way. */
    private void makeRoomForFolder(@Nullable PageId place) throws IOException {
        Optional<IndexedPage> owner = place == null ? Optional.empty() : index.page(place);
        if (owner.isEmpty()) {
            return;
        }
        IndexedPage page = owner.get();
        String oldPath = index.path(page);
        if (tree.find(oldPath).filter(item -> !item.isFolder()).isPresent()) {
            Slot slot = new Slot(page.id(), page.place(), index.folder(page.place()), null, false);
            String name = freeName(slot, files.naming().nameFor(page.title(), page.id()), page.title());
            IndexedPage after = new IndexedPage(
                    page.id(), page.parent(), page.place(), name, page.title(), page.version(), page.hasFile());
            index.put(after);
            moveFiles(page, after, oldPath, index.path(after));
        }
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

    private String freeName(Slot slot, String wanted, String title) throws IOException {
        if (!isTaken(slot, wanted)) {
            return wanted;
        }
        String distinct = files.naming().nameFor(title, slot.page());
        String candidate = distinct;
        for (int i = 2; isTaken(slot, candidate); i++) {
            candidate = distinct + "-" + i;
        }
        return candidate;
    }

    private boolean isTaken(Slot slot, String name) throws IOException {
        if (slot.isOwn(name)) {
            return false;
        }
        String file = files.file(name);
        if (isOtherPage(slot, name)
                || isOtherPage(slot, file)
                || (files.isPage(name) && isOtherPage(slot, files.path(name)))) {
            return true;
        }
        Optional<TreeItem> folder = tree.find(Paths.join(slot.folder(), name));
        if (folder.isPresent() && (slot.movesFolder() || !folder.get().isFolder())) {
            return true;
        }
        return tree.anyName(
                slot.folder(),
                other -> !slot.isOwn(other)
                        && !slot.isOwnFile(other, files)
                        && (collides(other, file) || (!other.equals(name) && collides(other, name))));
    }

    private boolean isOtherPage(Slot slot, String name) throws IOException {
        return index.colliding(slot.place(), name)
                .filter(id -> !id.equals(slot.page()))
                .isPresent();
    }

    private boolean collides(String one, String other) {
        if (isAscii(one) && isAscii(other)) {
            return one.equalsIgnoreCase(other);
        }
        return files.naming().collisionKey(one).equals(files.naming().collisionKey(other));
    }

    private static boolean isAscii(String name) {
        return name.chars().allMatch(c -> c < 0x80);
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

    /**
     * The folder in which a name is looked for.
     *
     * @param before what the page was, if it was known
     * @param movesFolder whether the page brings a folder along
     */
    private record Slot(
            PageId page,
            @Nullable PageId place,
            String folder,
            @Nullable IndexedPage before,
            boolean movesFolder) {

        /** Whether {@code name} is the name that the page has in this folder already. */
        boolean isOwn(String name) {
            return before != null
                    && Objects.equals(before.place(), place)
                    && before.name().equals(name);
        }

        boolean isOwnFile(String name, PageFiles files) {
            return before != null
                    && before.hasFile()
                    && Objects.equals(before.place(), place)
                    && files.file(before.name()).equals(name);
        }
    }
}
