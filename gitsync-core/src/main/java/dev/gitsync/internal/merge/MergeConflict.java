package dev.gitsync.internal.merge;

import dev.gitsync.internal.tree.TreeItem;
import org.jspecify.annotations.Nullable;

/**
 * A place that both sides changed, and not alike.
 *
 * @param path where it is
 * @param ours what our side has there, or null when it has nothing
 * @param theirs what their side has there, likewise
 */
public record MergeConflict(
        String path, @Nullable TreeItem ours, @Nullable TreeItem theirs) {}
