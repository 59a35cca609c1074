package dev.gitsync.internal.placement;

import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.index.TrashedPage;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.pages.PageForm;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the path of a page that the wiki changed, and moves its file and its folder there, both in the index and in the tree of
 * {@code main}:
 *
 * <ol>
 *   <li>The page is in the folder of its parent. While the parent is missing, deleted, or below the page itself, the page is at the
 *       top, and is placed again when one of the pages involved changes.
 *   <li>A name that gitsync derived from the title follows the title; a name that a git user chose stays. A page that returns, from
 *       the trash or to its parent, gets the name that it had there.
 *   <li>A name that collides in its folder (see {@link FreeNames}) gets the page's short id as a suffix.
 *   <li>The file moves, and so does the folder, each as one tree entry. In a wiki without attachments, a folder that contains neither
 *       the page's file nor a child page stays where it is.
 *   <li>A file stays beside the folder of its page or inside of it; see {@link NewFiles} for a new one.
 * </ol>
 */
public final class Placement {
    private final TreeEditor tree;
    private final SpaceIndex index;
    private final PageBlobs blobs;
    private final PageFiles files;
    private final FreeNames names;
    private final ChildPages children;
    private final SubmodulePaths submodules;
    private final NewFiles newFiles;
    /** Deleted pages whose children must still be placed elsewhere. */
    private final Set<PageId> leaving = new HashSet<>();

    public Placement(TreeEditor tree, SpaceIndex index, PageBlobs blobs) {
        this.tree = tree;
        this.index = index;
        this.blobs = blobs;
        this.files = blobs.files();
        this.names = new FreeNames(tree, index, files, leaving);
        this.children = new ChildPages(tree, index, files);
        this.submodules = new SubmodulePaths(tree, blobs);
        this.newFiles = new NewFiles(index, files, names);
    }

    /** Places a page as {@code wanted} specifies, and returns its new state in the index. */
    public IndexedPage place(@Nullable IndexedPage before, Wanted wanted) throws IOException {
        @Nullable PageId place = placeFor(wanted.id(), wanted.parent());
        return settle(before, named(before, wanted, place), wanted, place);
    }

    /**
     * Places a page that is not in the index as {@code wanted} specifies.
     *
     * @param named the state of the page, known from elsewhere, when it had its name, or null
     */
    public IndexedPage placeBack(@Nullable IndexedPage named, Wanted wanted) throws IOException {
        return settle(null, named, wanted, placeFor(wanted.id(), wanted.parent()));
    }

    /** Returns the deleted pages that are still in the index: no page stays in their folders for long. */
    Set<PageId> pagesToRemove() {
        return leaving;
    }

    /** Places a page again because its parent changed in some way, and returns its new state. */
    public IndexedPage placeAgain(IndexedPage page) throws IOException {
        return place(page, wanted(page));
    }

    /** Moves a page to the top because its parent is about to be removed; it returns if the parent returns. */
    void placeAtTop(IndexedPage page) throws IOException {
        if (page.parent() != null) {
            index.await(page.parent(), page.id());
        }
        Wanted wanted = wanted(page);
        settle(page, named(page, wanted, null), wanted, null);
    }

    private static Wanted wanted(IndexedPage page) {
        return new Wanted(page.id(), page.parent(), page.title(), page.version(), page.hasFile());
    }

    private IndexedPage settle(
            @Nullable IndexedPage before, @Nullable IndexedPage named, Wanted wanted, @Nullable PageId place)
            throws IOException {
        freeFolderNames(place);
        String oldPath = before == null ? null : index.path(before);
        String wish = nameFor(named, wanted);
        String former =
                named != null && named.form().isSibling() && Objects.equals(named.place(), place) ? named.name() : null;
        FreeNames.Slot slot =
                new FreeNames.Slot(wanted.id(), place, index.folder(place), before, PageForm.NONE, false, former);
        slot = slot.withForm(wanted.hasFile() ? newFiles.form(slot, named, wish) : PageForm.NONE);
        boolean movesFolder =
                before != null && oldPath != null && !names.isKept(slot, wish) && hasFolder(before, oldPath);
        String name = names.choose(slot.withFolder(movesFolder), wish, wanted.title());
        boolean isChosen = named != null && named.chosen() && named.name().equals(name);
        IndexedPage after = wanted.at(place, name, slot.form(), isChosen);
        if (after.isDisplaced() && (before == null || !before.isDisplaced())) {
            index.recordParentFolder(wanted.at(wanted.parent(), wish, slot.form(), named != null && named.chosen()));
        }
        index.put(after);
        if (before != null && oldPath != null) {
            moveFiles(before, after, oldPath, index.path(after), movesFolder);
        }
        return after;
    }

    /** Returns the state of the page when it had its name in the folder of {@code place}: live, deleted, or waiting at the top. */
    private @Nullable IndexedPage named(@Nullable IndexedPage before, Wanted wanted, @Nullable PageId place)
            throws IOException {
        if (before == null) {
            return index.trashed(wanted.id()).map(TrashedPage::page).orElse(null);
        }
        Optional<IndexedPage> home = before.isDisplaced() ? index.home(before.id()) : Optional.empty();
        return home.filter(page -> Objects.equals(page.place(), place)).orElse(before);
    }

    private void moveFiles(IndexedPage before, IndexedPage after, String oldPath, String newPath, boolean movesFolder)
            throws IOException {
        if (!oldPath.equals(newPath)) {
            if (before.form().isSibling()) {
                tree.move(files.siblingFile(oldPath), files.siblingFile(newPath));
            }
            if (movesFolder) {
                tree.move(oldPath, newPath);
                submodules.follow(oldPath, newPath);
            }
            if (before.hasFile()) {
                writeTitle(before, after, files.file(newPath, before.form()));
            }
        }
    }

    /** Returns whether the folder at a page's path is the page's, so that it moves with it. */
    private boolean hasFolder(IndexedPage page, String path) throws IOException {
        boolean isOwn = files.haveAttachments() || page.form().isInner();
        return isOwn ? isFolder(path) : children.areIn(page, path);
    }

    private @Nullable PageId placeFor(PageId page, @Nullable PageId parent) throws IOException {
        Set<PageId> above = new LinkedHashSet<>();
        for (@Nullable PageId step = parent; step != null && above.add(step); ) {
            Optional<IndexedPage> found = index.page(step);
            if (found.isEmpty() || step.equals(page) || leaving.contains(step)) {
                for (PageId awaited : above) {
                    index.await(awaited, page);
                }
                return null;
            }
            step = found.get().place();
        }
        return parent;
    }

    /** Makes room for the folders of the page and of those above it: renames each page whose folder has no room. */
    void freeFolderNames(@Nullable PageId place) throws IOException {
        Optional<IndexedPage> owner = place == null ? Optional.empty() : index.page(place);
        if (owner.isPresent() && !isFolder(index.path(owner.get()))) {
            freeFolderNames(owner.get().place());
            if (!names.hasRoomForFolder(owner.get())) {
                renameOnCollision(owner.get(), false);
            }
        }
    }

    /** Renames a page, with or without its folder, because another entry has the same name by {@link dev.gitsync.internal.pages.SiblingNames}. */
    public void renameOnCollision(IndexedPage page, boolean hasFolder) throws IOException {
        String oldPath = index.path(page);
        boolean movesFolder = hasFolder || page.form().isInner();
        FreeNames.Slot slot = new FreeNames.Slot(
                page.id(), page.place(), index.folder(page.place()), null, page.form(), movesFolder, null);
        IndexedPage after = page.withName(names.chooseOther(slot, page.name(), page.title()), false);
        index.put(after);
        moveFiles(page, after, oldPath, index.path(after), movesFolder);
    }

    /** Renames the child pages whose file would otherwise become that of a page that has lost its own. */
    public void keepFromFolder(IndexedPage page) throws IOException {
        String path = index.path(page);
        Optional<IndexedPage> child = fileIn(path);
        while (child.isPresent() && !child.get().id().equals(page.id())) {
            renameOnCollision(child.get(), hasFolder(child.get(), index.path(child.get())));
            child = fileIn(path);
        }
    }

    private Optional<IndexedPage> fileIn(String path) throws IOException {
        Optional<String> file = files.of(tree).file(path);
        return file.isEmpty() ? Optional.empty() : new IndexedPageFiles(index, files).page(file.get());
    }

    private void writeTitle(IndexedPage before, IndexedPage after, String file) throws IOException {
        Optional<TreeItem> item = tree.find(file);
        if (item.isPresent() && !before.name().equals(after.name())) {
            tree.putFile(file, blobs.renamed(item.get().id(), after.title(), before.name(), after.name()));
        }
    }

    private String nameFor(@Nullable IndexedPage before, Wanted wanted) {
        if (before == null) {
            return files.naming().nameFor(wanted.title());
        }
        boolean isFree = !before.chosen() || !files.canContainTitle();
        boolean follows = !before.title().equals(wanted.title()) && isFree && isDerived(before);
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
     * The place of a page according to the wiki.
     *
     * @param parent the parent in the wiki
     */
    public record Wanted(PageId id, @Nullable PageId parent, String title, long version, boolean hasFile) {
        private IndexedPage at(@Nullable PageId place, String name, PageForm form, boolean isChosen) {
            return new IndexedPage(id, parent, place, name, title, version, form, isChosen);
        }
    }
}
