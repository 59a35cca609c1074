package dev.gitsync.internal.tree;

import org.jspecify.annotations.Nullable;

/**
 * One difference between two trees. A folder that only one of them has is one difference, whatever it holds.
 *
 * @param path where it is
 * @param before what the old tree has there, or null
 * @param after what the new tree has there, or null; never a folder where {@code before} is one
 */
public record TreeDelta(
        String path, @Nullable TreeItem before, @Nullable TreeItem after) {}
