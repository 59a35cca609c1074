package dev.gitsync.internal.mirror.folder;

import dev.gitsync.internal.tree.Paths;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Finds and replaces the folder of a mirror in trees of the remote. A folder that does not exist is an empty one: git stores no
 * empty folders. Reads one tree for each name of the path. Not safe for use by several threads.
 */
final class FolderTree {
    /** The tree without entries. */
    static final ObjectId EMPTY = ObjectId.fromString("4b825dc642cb6eb9a060e54bf8d69288fbee4904");

    private final ObjectReader reader;
    private final List<String> names;

    FolderTree(ObjectReader reader, String folder) {
        this.reader = reader;
        this.names = Paths.names(folder);
    }

    /** Returns the tree of the folder; {@link #EMPTY} where there is none, or where something else has its name. */
    ObjectId in(ObjectId root) throws IOException {
        ObjectId tree = root;
        for (String name : names) {
            Optional<TreeEntry> entry = entries(tree).find(name);
            if (entry.isEmpty() || !entry.get().isFolder()) {
                return EMPTY;
            }
            tree = entry.get().id();
        }
        return tree;
    }

    /** Returns the path on the way to the folder at which something other than a folder is in the way, if there is one. */
    Optional<String> obstacle(ObjectId root) throws IOException {
        ObjectId tree = root;
        for (int depth = 0; depth < names.size(); depth++) {
            Optional<TreeEntry> entry = entries(tree).find(names.get(depth));
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            if (!entry.get().isFolder()) {
                return Optional.of(String.join("/", names.subList(0, depth + 1)));
            }
            tree = entry.get().id();
        }
        return Optional.empty();
    }

    /** Returns a tree that differs from {@code root} in the folder only, and inserts what is new. */
    ObjectId with(ObjectId root, ObjectId folder, HintedInserter inserter) throws IOException {
        return with(root, 0, folder, inserter);
    }

    private ObjectId with(ObjectId tree, int depth, ObjectId folder, HintedInserter inserter) throws IOException {
        if (depth == names.size()) {
            return folder;
        }
        EntryList entries = entries(tree);
        String name = names.get(depth);
        Optional<TreeEntry> old = entries.find(name);
        boolean isFolder = old.isPresent() && old.get().isFolder();
        ObjectId before = isFolder ? old.get().id() : EMPTY;
        ObjectId after = with(before, depth + 1, folder, inserter);
        if (after.equals(before)) {
            return tree;
        }
        byte[] raw = after.equals(EMPTY) ? entries.without(name) : entries.with(name, FileMode.TREE, after);
        return inserter.insertSimilar(Constants.OBJ_TREE, raw, tree);
    }

    private EntryList entries(ObjectId tree) throws IOException {
        return tree.equals(EMPTY)
                ? EntryList.none()
                : new EntryList(reader.open(tree, Constants.OBJ_TREE).getBytes());
    }
}
