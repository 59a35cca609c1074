package dev.gitsync.internal.pagelinks;

import dev.gitsync.internal.index.LinkIndex;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.tree.TreeItems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** Brings the names of files and folders in the index of links from one state of a space to the next. */
final class FileNames {
    private final IndexedTree before;
    private final IndexedTree after;
    private final LinkIndex index;
    private final String position;
    /** What is to be added when all old names are removed: a name may be at the place that another one has left. */
    private final List<Name> handedOver = new ArrayList<>();

    private record Name(String name, boolean isFolder, LinkIndex.Place place) {}

    /**
     * Creates an update.
     *
     * @param position names up to this path are in the index
     */
    FileNames(IndexedTree before, IndexedTree after, String position) {
        this.before = before;
        this.after = after;
        this.index = after.index().links();
        this.position = position;
    }

    void update(FileChanges changes) throws IOException {
        if (position.isEmpty()) {
            return;
        }
        for (FileChanges.Entry file : changes.removed()) {
            remove(file.path(), false);
        }
        for (String folder : changes.removedFolders()) {
            remove(folder, true);
        }
        for (String folder : changes.handedOver()) {
            Optional<ObjectId> tree = after.folder(folder);
            if (tree.isPresent()) {
                handOver(folder, tree.get());
            }
        }
        for (Name name : handedOver) {
            index.addName(name.name(), name.isFolder(), name.place());
        }
        for (FileChanges.Entry file : changes.added()) {
            add(file.path(), false);
        }
        for (String folder : changes.addedFolders()) {
            add(folder, true);
        }
    }

    /** Returns whether a name is in the index. The names of folders are added just before those of their first files. */
    private boolean isDone(String path, boolean isFolder) {
        return LinkIndex.Progress.isUpTo(isFolder ? path + "/" : path, position);
    }

    private void remove(String path, boolean isFolder) throws IOException {
        if (isDone(path, isFolder)) {
            index.removeName(Paths.name(path), isFolder, before.place(path));
        }
    }

    private void add(String path, boolean isFolder) throws IOException {
        if (isDone(path, isFolder)) {
            index.addName(Paths.name(path), isFolder, after.place(path));
        }
    }

    /** Moves the names below a folder to the page that has it now. Folders of other pages below keep theirs. */
    private void handOver(String folder, ObjectId tree) throws IOException {
        for (Map.Entry<String, TreeItem> entry :
                TreeItems.read(after.reader(), tree).entrySet()) {
            String path = Paths.join(folder, entry.getKey());
            boolean isFolder = entry.getValue().isFolder();
            LinkIndex.Place was = before.place(path);
            LinkIndex.Place now = after.place(path);
            if (!was.equals(now) && isDone(path, isFolder) && before.find(path).isPresent()) {
                index.removeName(entry.getKey(), isFolder, was);
                handedOver.add(new Name(entry.getKey(), isFolder, now));
            }
            boolean isOfPage = isFolder
                    && before.index().at(path).isPresent()
                    && before.index().at(path).equals(after.index().at(path));
            if (isFolder && !isOfPage) {
                handOver(path, entry.getValue().id());
            }
        }
    }
}
