package dev.gitsync.internal.proposal;

import dev.gitsync.internal.tree.TreeItem;

/**
 * A page file that belongs to another page path than before, although it is where it was, or its folder moved whole: the files
 * beside it decide which page it is.
 *
 * @param oldFile its old path, with extension
 * @param before the old file
 * @param after the new file, which has other content if a push edits it
 */
public record ReassignedFile(String oldFile, TreeItem before, TreeItem after) {
    /** Returns whether the content is the same as before. */
    public boolean isUnchanged() {
        return before.id().equals(after.id());
    }
}
