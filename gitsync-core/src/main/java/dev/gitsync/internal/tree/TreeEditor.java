package dev.gitsync.internal.tree;

import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/**
 * A git tree that is edited in memory. Only the folders on the way to a changed path are read, and only those are written
 * again; a folder that is moved is one entry, however much is below it. Folders that become empty disappear, as they do in
 * git. Paths are relative, with {@code /} between their names. Not safe for use by several threads.
 */
public final class TreeEditor {
    private final ObjectReader reader;
    private final Folder root;

    /** Begins with the tree {@code root}, or with nothing when that is the zero id. */
    public TreeEditor(ObjectReader reader, ObjectId root) {
        this.reader = reader;
        this.root = new Folder(root);
    }

    /** Returns the entry at a path. */
    public Optional<TreeItem> find(String path) throws IOException {
        Folder folder = folder(Paths.parent(path), false);
        return folder == null ? Optional.empty() : Optional.ofNullable(folder.item(reader, Paths.name(path)));
    }

    /** Returns the names in a folder, or none where there is no folder; the root is the empty path. */
    public Set<String> names(String path) throws IOException {
        Folder folder = folder(path, false);
        return folder == null ? Set.of() : folder.names(reader);
    }

    /** Returns the entries of a folder by their names. */
    public Map<String, TreeItem> items(String path) throws IOException {
        Folder folder = folder(path, false);
        return folder == null ? Map.of() : folder.items(reader);
    }

    /** Returns the entries of a folder that a query asks for. The cost of the first query is proportional to the number of entries. */
    public Map<String, TreeItem> items(String path, NameQuery query) throws IOException {
        Folder folder = folder(path, false);
        return folder == null ? Map.of() : folder.items(reader, query);
    }

    /**
     * Puts an object at a path, in place of what was there. Missing parent folders are created.
     *
     * @throws IllegalStateException when there is a file in place of a required folder; callers prevent that
     */
    public void put(String path, FileMode mode, ObjectId id) throws IOException {
        Folder folder = folderToChange(Paths.parent(path), true);
        if (folder == null) {
            throw new IllegalStateException("A file is in the way of a folder");
        }
        folder.put(reader, Paths.name(path), new TreeItem(mode, id));
    }

    /** Writes a file; one that is there already keeps its mode. */
    public void putFile(String path, ObjectId blob) throws IOException {
        FileMode mode = find(path).filter(TreeItem::isFile).map(TreeItem::mode).orElse(FileMode.REGULAR_FILE);
        put(path, mode, blob);
    }

    /** Removes the entry at a path, if there is one. */
    public void remove(String path) throws IOException {
        Folder folder = folderToChange(Paths.parent(path), false);
        if (folder != null) {
            folder.remove(reader, Paths.name(path));
        }
    }

    /** Moves the entry at {@code from}, if there is one, to {@code to}, as one entry. */
    public void move(String from, String to) throws IOException {
        Folder source = folderToChange(Paths.parent(from), false);
        Object moved = source == null ? null : source.remove(reader, Paths.name(from));
        if (moved != null) {
            Folder target = folderToChange(Paths.parent(to), true);
            if (target == null) {
                throw new IllegalStateException("A file is in the way of a folder");
            }
            target.attachSubtree(reader, Paths.name(to), moved);
        }
    }

    /** Inserts every folder that changed and returns the id of the root. The editor stays usable. */
    public ObjectId write(HintedInserter inserter) throws IOException {
        return root.write(inserter);
    }

    private @Nullable Folder folder(String path, boolean make) throws IOException {
        Folder folder = root;
        for (String name : Paths.names(path)) {
            folder = folder.folder(reader, name, make);
            if (folder == null) {
                return null;
            }
        }
        return folder;
    }

    /** Returns a folder in which an entry is about to change. */
    private @Nullable Folder folderToChange(String path, boolean make) throws IOException {
        Folder folder = root;
        folder.touch();
        for (String name : Paths.names(path)) {
            folder = folder.folder(reader, name, make);
            if (folder == null) {
                return null;
            }
            folder.touch();
        }
        return folder;
    }
}
