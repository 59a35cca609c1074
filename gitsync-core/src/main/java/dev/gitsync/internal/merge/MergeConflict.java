package dev.gitsync.internal.merge;

import dev.gitsync.internal.tree.TreeItem;
import org.jspecify.annotations.Nullable;

/**
 * A path that both sides changed in different ways.
 *
 * @param path the path
 * @param ours the entry on our side, or null if there is none
 * @param theirs the entry on their side, or null if there is none
 */
public record MergeConflict(
        String path, @Nullable TreeItem ours, @Nullable TreeItem theirs) {}
