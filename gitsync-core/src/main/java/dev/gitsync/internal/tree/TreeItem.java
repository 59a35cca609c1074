package dev.gitsync.internal.tree;

import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;

/**
 * One entry of a git tree, without its name.
 *
 * @param mode the mode in the tree
 * @param id the object
 */
public record TreeItem(FileMode mode, ObjectId id) {
    /** Returns whether this is a folder. */
    public boolean isFolder() {
        return FileMode.TREE.equals(mode);
    }

    /** Returns whether this is not a folder, but a file, a symbolic link or a submodule. */
    public boolean isFile() {
        return !isFolder();
    }
}
