package dev.gitsync.internal.pagelinks;

import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.proposal.ProposalLimits;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeDelta;
import dev.gitsync.internal.tree.TreeDiff;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.tree.TreeItems;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The files and folders at which two states of a space differ. The folder of a page that moved as a whole is compared with itself, so
 * that the cost follows what changed in it.
 */
final class FileChanges {
    private final IndexedTree before;
    private final IndexedTree after;
    private final boolean canPair;
    private final List<Entry> removed = new ArrayList<>();
    private final List<Entry> added = new ArrayList<>();
    private final List<Change> changed = new ArrayList<>();
    private final List<String> removedFolders = new ArrayList<>();
    private final List<String> addedFolders = new ArrayList<>();
    private final List<MovedFolder> moved = new ArrayList<>();
    private final List<Exchange> exchanged = new ArrayList<>();
    private final Set<String> handedOver = new LinkedHashSet<>();

    private FileChanges(IndexedTree before, IndexedTree after, boolean canPair) {
        this.before = before;
        this.after = after;
        this.canPair = canPair;
    }

    /** A file at its path. */
    record Entry(String path, TreeItem item) {}

    /** A file whose contents or mode changed. The paths differ if a folder above moved. */
    record Change(Entry before, Entry after) {}

    /**
     * A page or an attachment that came, went or moved while what is at its place now stayed as it was: pages of one text, or without a text,
     * exchanged their places, for example.
     *
     * @param before the paths that led to it
     * @param after the paths that lead to it
     */
    record Exchange(PageId id, List<String> before, List<String> after) {}

    /** The folder of a page that moved. */
    record MovedFolder(String from, String to) {}

    /**
     * Compares two states.
     *
     * @param canPair whether folders that moved are compared with themselves; otherwise their files are removed and added
     */
    static FileChanges between(IndexedTree before, IndexedTree after, boolean canPair) throws IOException {
        FileChanges changes = new FileChanges(before, after, canPair);
        changes.compare(before.tree(), after.tree(), "", "");
        changes.findExchanged();
        changes.findHandedOver();
        return changes;
    }

    /** Returns files that only the old state has, at their old paths. */
    List<Entry> removed() {
        return removed;
    }

    /** Returns files that only the new state has. */
    List<Entry> added() {
        return added;
    }

    /** Returns files that changed at a path. */
    List<Change> changed() {
        return changed;
    }

    /** Returns folders that only the old state has, also those that moved. */
    List<String> removedFolders() {
        return removedFolders;
    }

    /** Returns folders that only the new state has, also those that moved. */
    List<String> addedFolders() {
        return addedFolders;
    }

    /** Returns the folders of pages that moved; changes in them are listed as such. */
    List<MovedFolder> moved() {
        return moved;
    }

    private void compare(ObjectId from, ObjectId to, String fromPath, String toPath) throws IOException {
        int depth = ProposalLimits.DEFAULT_MAX_DEPTH;
        for (TreeDelta delta : TreeDiff.between(after.reader(), from, to, depth)) {
            TreeItem old = delta.before();
            TreeItem now = delta.after();
            if (old != null && now != null && !old.isFolder() && !now.isFolder()) {
                changed.add(new Change(
                        new Entry(Paths.join(fromPath, delta.path()), old),
                        new Entry(Paths.join(toPath, delta.path()), now)));
                continue;
            }
            if (old != null) {
                remove(Paths.join(fromPath, delta.path()), old);
            }
            if (now != null) {
                add(Paths.join(toPath, delta.path()), now);
            }
        }
    }

    private void remove(String path, TreeItem item) throws IOException {
        if (!item.isFolder()) {
            removed.add(new Entry(path, item));
            return;
        }
        removedFolders.add(path);
        if (newFolder(path).isEmpty()) {
            for (Map.Entry<String, TreeItem> entry :
                    TreeItems.read(before.reader(), item.id()).entrySet()) {
                remove(Paths.join(path, entry.getKey()), entry.getValue());
            }
        }
    }

    private void add(String path, TreeItem item) throws IOException {
        if (!item.isFolder()) {
            added.add(new Entry(path, item));
            return;
        }
        addedFolders.add(path);
        Optional<String> old = oldFolder(path);
        Optional<ObjectId> oldTree = old.isEmpty() ? Optional.empty() : before.folder(old.get());
        if (oldTree.isPresent()) {
            moved.add(new MovedFolder(old.get(), path));
            compare(oldTree.get(), item.id(), old.get(), path);
            return;
        }
        for (Map.Entry<String, TreeItem> entry :
                TreeItems.read(after.reader(), item.id()).entrySet()) {
            add(Paths.join(path, entry.getKey()), entry.getValue());
        }
    }

    /** Returns where the folder of a page is now, if it moved as a whole. */
    private Optional<String> newFolder(String path) throws IOException {
        Optional<IndexedPage> page = canPair ? before.index().at(path) : Optional.empty();
        Optional<IndexedPage> now = page.isEmpty()
                ? Optional.empty()
                : after.index().page(page.get().id());
        if (now.isEmpty()) {
            return Optional.empty();
        }
        String to = after.index().path(now.get());
        return isMove(path, to) ? Optional.of(to) : Optional.empty();
    }

    /** Returns where the folder of a page was, if it moved as a whole. */
    private Optional<String> oldFolder(String path) throws IOException {
        Optional<IndexedPage> page = canPair ? after.index().at(path) : Optional.empty();
        Optional<IndexedPage> old = page.isEmpty()
                ? Optional.empty()
                : before.index().page(page.get().id());
        if (old.isEmpty()) {
            return Optional.empty();
        }
        String from = before.index().path(old.get());
        return isMove(from, path) ? Optional.of(from) : Optional.empty();
    }

    private boolean isMove(String from, String to) throws IOException {
        return before.folder(from).isPresent()
                && before.folder(to).isEmpty()
                && after.folder(to).isPresent()
                && after.folder(from).isEmpty();
    }

    /** Returns what came, went or moved in the index alone. */
    List<Exchange> exchanged() {
        return exchanged;
    }

    /**
     * Returns folders that both states have while the page that has the folder is another one, or there was none: files below may be below
     * another page now.
     */
    Set<String> handedOver() {
        return handedOver;
    }

    private void findExchanged() throws IOException {
        Set<PageId> seen = new HashSet<>();
        for (Entry file : added) {
            after.idOf(file.path(), file.item()).ifPresent(seen::add);
        }
        for (Change file : changed) {
            after.idOf(file.after().path(), file.after().item()).ifPresent(seen::add);
        }
        for (String folder : addedFolders) {
            after.target(folder).ifPresent(seen::add);
        }
        for (PageId id : after.index().moved()) {
            if (!seen.contains(id)) {
                exchanged.add(new Exchange(id, before.paths(id), after.paths(id)));
            }
        }
    }

    /** Looks at the folders above what changed. */
    private void findHandedOver() throws IOException {
        Set<String> seen = new HashSet<>();
        for (Entry file : removed) {
            addHandedOver(pagePath(file), seen);
        }
        for (Entry file : added) {
            addHandedOver(pagePath(file), seen);
        }
        for (Change file : changed) {
            addHandedOver(pagePath(file.after()), seen);
        }
        for (Exchange exchange : exchanged) {
            for (String path : exchange.before()) {
                addHandedOver(path, seen);
            }
            for (String path : exchange.after()) {
                addHandedOver(path, seen);
            }
        }
    }

    private String pagePath(Entry file) {
        return after.files().isPage(file.path()) ? after.files().siblingPath(file.path()) : file.path();
    }

    private void addHandedOver(String path, Set<String> seen) throws IOException {
        for (String folder = path; !folder.isEmpty() && seen.add(folder); folder = Paths.parent(folder)) {
            if (before.folder(folder).isPresent() && after.folder(folder).isPresent() && isOfAnother(folder)) {
                handedOver.add(folder);
            }
        }
    }

    private boolean isOfAnother(String folder) throws IOException {
        Optional<PageId> old = before.index().at(folder).map(IndexedPage::id);
        return !old.equals(after.index().at(folder).map(IndexedPage::id));
    }
}
