package dev.gitsync.internal.placement;

import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.pages.PageForm;
import dev.gitsync.internal.pages.PortableNames;
import dev.gitsync.internal.pages.Sibling;
import dev.gitsync.internal.pages.SiblingNames;
import dev.gitsync.internal.pages.TreePages;
import dev.gitsync.internal.tree.NameQuery;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Chooses names for pages that the wiki created, moved or renamed. A name is free if no page of the folder, in the index, and no
 * entry of the folder, in the tree, has the same name by {@link SiblingNames}, and if there is no folder of that name with
 * attachments that belong elsewhere ({@link FolderFiles}). A page that is in the tree already keeps its name;
 * the name of a page that is about to appear there, because it gets its first text or its first child, is checked again, because
 * git users could not see the page.
 */
final class FreeNames {
    private final TreeEditor tree;
    private final SpaceIndex index;
    private final PageFiles files;
    private final TreePages pages;
    private final Set<PageId> leaving;
    private final SiblingNames siblings;
    private final FolderFiles folders;

    /** Creates a chooser; {@code leaving} are pages in the index whose names are free, because the pages are about to be removed. */
    FreeNames(TreeEditor tree, SpaceIndex index, PageFiles files, Set<PageId> leaving) {
        this.tree = tree;
        this.index = index;
        this.files = files;
        this.pages = files.of(tree);
        this.leaving = leaving;
        this.siblings = new SiblingNames(files);
        this.folders = new FolderFiles(tree, index, files);
    }

    /**
     * The folder for which a name is chosen.
     *
     * @param before the previous state of the page, if it may keep its name there
     * @param form where the page needs a file
     * @param movesFolder whether the page's folder moves with it
     * @param former the name under which the page had a file directly in this folder, or null
     */
    record Slot(
            PageId page,
            @Nullable PageId place,
            String folder,
            @Nullable IndexedPage before,
            PageForm form,
            boolean movesFolder,
            @Nullable String former) {

        Slot withForm(PageForm other) {
            return new Slot(page, place, folder, before, other, movesFolder, former);
        }

        Slot withFolder(boolean moves) {
            return new Slot(page, place, folder, before, form, moves, former);
        }

        /** Returns whether {@code name} is the name that the page already has in this folder. */
        boolean isOwn(String name) {
            return before != null
                    && Objects.equals(before.place(), place)
                    && before.name().equals(name);
        }

        /** Returns whether {@code other} is renamed together with the page. */
        boolean owns(Sibling other, PageFiles files) {
            return before != null
                    && Objects.equals(before.place(), place)
                    && (other.isFolder()
                            ? movesFolder && before.name().equals(other.name())
                            : before.form().isSibling()
                                    && files.siblingFile(before.name()).equals(other.name()));
        }
    }

    /** Returns whether the page is already in the tree under this name, as with most edits, so that nothing moves. */
    boolean isKept(Slot slot, String name) throws IOException {
        return slot.isOwn(name) && isInTree(slot, name);
    }

    /** Returns the wanted name if it is free, otherwise one with the page's short id. */
    String choose(Slot slot, String wanted, String title) throws IOException {
        return isTaken(slot, wanted) ? distinct(slot, name -> false, title) : wanted;
    }

    /** Returns whether the page can have a name. */
    boolean isFree(Slot slot, String name) throws IOException {
        return !isTaken(slot, name);
    }

    /** Returns a free name that is not the same as {@code avoided}; the plain one of the title if possible. */
    String chooseOther(Slot slot, String avoided, String title) throws IOException {
        String plain = files.naming().nameFor(title);
        Predicate<String> isAvoided = name -> siblings.isSame(name, avoided);
        return isAvoided.test(plain) || isTaken(slot, plain) ? distinct(slot, isAvoided, title) : plain;
    }

    private String distinct(Slot slot, Predicate<String> isAvoided, String title) throws IOException {
        String distinct = files.naming().nameFor(title, slot.page());
        String candidate = distinct;
        for (int i = 2; isAvoided.test(candidate) || isTaken(slot, candidate); i++) {
            candidate = distinct + "-" + i;
        }
        return candidate;
    }

    /** Returns whether the folder of a page, which does not exist yet, can be created under the page's name. */
    boolean hasRoomForFolder(IndexedPage page) throws IOException {
        return PortableNames.canBeStored(page.name())
                && !anyOther(
                        index.folder(page.place()), page.name(), other -> siblings.isFolderTaken(page.name(), other));
    }

    private boolean isTaken(Slot slot, String name) throws IOException {
        if (isKept(slot, name)) {
            return false;
        }
        if (!slot.isOwn(name) && (isKnown(slot, name) || isFolderInTheWay(slot, name))) {
            return true;
        }
        if (slot.form().isInner()) {
            return isInnerFileTaken(slot, name)
                    || anyOther(
                            slot.folder(),
                            name,
                            other -> !slot.owns(other, files) && siblings.isFolderTaken(name, other));
        }
        return isReserved(slot, name)
                || anyOther(slot.folder(), name, other -> !slot.owns(other, files) && siblings.isTaken(name, other));
    }

    /** Returns whether the file of the page would be that of the page above, or might become that one; a page keeps a name that it had. */
    private boolean isReserved(Slot slot, String name) throws IOException {
        String file = Paths.join(slot.folder(), files.siblingFile(name));
        return name.equals(slot.former()) ? pages.isFolderPage(file) : files.mayBeFolderPage(file);
    }

    /** Returns whether the page's folder, or one of that name, has an entry with the name of the file that the page needs in it. */
    private boolean isInnerFileTaken(Slot slot, String name) throws IOException {
        IndexedPage before = slot.before();
        if (before != null && before.form().equals(slot.form())) {
            return false;
        }
        NameQuery same = siblings.same(slot.form().name());
        return !tree.items(Paths.join(slot.folder(), name), same).isEmpty()
                || (before != null && !tree.items(index.path(before), same).isEmpty());
    }

    /** Returns whether the tree contains what the page needs: its file, or the folder of a page without a file. */
    private boolean isInTree(Slot slot, String name) throws IOException {
        String path = Paths.join(slot.folder(), name);
        return slot.form().hasFile()
                ? tree.find(files.file(path, slot.form()))
                        .filter(TreeItem::isFile)
                        .isPresent()
                : tree.find(path).filter(TreeItem::isFolder).isPresent();
    }

    /** Returns whether another page of the folder has the name, or may need a file or a folder of that name later. */
    private boolean isKnown(Slot slot, String name) throws IOException {
        return isOtherPage(slot, name)
                || isOtherPage(slot, files.siblingFile(name))
                || (files.isPage(name) && isOtherPage(slot, files.siblingPath(name)));
    }

    /** Returns whether the folder of that name belongs to others: the page would take their files over. */
    private boolean isFolderInTheWay(Slot slot, String name) throws IOException {
        String path = Paths.join(slot.folder(), name);
        boolean isThere = tree.find(path).filter(TreeItem::isFolder).isPresent();
        return isThere && (slot.movesFolder() || folders.haveForeign(path, slot.page()));
    }

    private boolean isOtherPage(Slot slot, String name) throws IOException {
        return index.colliding(slot.place(), name)
                .filter(id -> !id.equals(slot.page()) && !leaving.contains(id))
                .isPresent();
    }

    private boolean anyOther(String folder, String page, Predicate<Sibling> test) throws IOException {
        for (Map.Entry<String, TreeItem> other :
                tree.items(folder, siblings.near(page)).entrySet()) {
            if (test.test(pages.sibling(folder, other.getKey(), other.getValue().isFolder()))) {
                return true;
            }
        }
        return false;
    }
}
