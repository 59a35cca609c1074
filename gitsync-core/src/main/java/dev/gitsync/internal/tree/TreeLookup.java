package dev.gitsync.internal.tree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Looks up files and folders of a tree for callers that can't throw {@link IOException}: methods throw {@link UncheckedIOException} if
 * the repository can't be read. Not safe for use by several threads.
 *
 * @param tree the tree
 */
public record TreeLookup(TreeEditor tree) {
    /** Returns the file or folder at a path. The root is none. */
    public Optional<TreeItem> item(String path) {
        try {
            return path.isEmpty() ? Optional.empty() : tree.find(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether a file is at a path. */
    public boolean isFile(String path) {
        return item(path).filter(item -> !item.isFolder()).isPresent();
    }

    /** Returns whether a folder is at a path; the root is always one. */
    public boolean isFolder(String path) {
        return path.isEmpty() || item(path).filter(TreeItem::isFolder).isPresent();
    }
}
