package dev.gitsync.internal.tree;

import org.jspecify.annotations.Nullable;

/**
 * One difference between two trees. A folder that only one of them has is one difference, whatever it holds.
 *
 * @param path the path of the entry
 * @param before the entry in the old tree, or null
 * @param after the entry in the new tree, or null; never a folder where {@code before} is one
 */
public record TreeDelta(
        String path, @Nullable TreeItem before, @Nullable TreeItem after) {}
