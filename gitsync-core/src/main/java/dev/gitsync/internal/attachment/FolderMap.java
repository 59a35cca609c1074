package dev.gitsync.internal.attachment;

import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Where the folders of two trees come from and went to. */
final class FolderMap {
    private final TreeEditor base;
    private final TreeEditor pushed;
    private final Map<String, String> sources;
    private final Map<String, String> targets = new HashMap<>();

    /** Creates a map. {@code moved} has the folders that moved whole, new path to old path. */
    FolderMap(TreeEditor base, TreeEditor pushed, SortedMap<String, String> moved) {
        this.base = base;
        this.pushed = pushed;
        this.sources = moved;
        moved.forEach((to, from) -> targets.put(from, to));
    }

    /** Returns the old path of a folder of the new tree; empty if it is new, so that its files are new or moved. */
    Optional<String> source(String folder) throws IOException {
        Optional<String> moved = through(sources, folder);
        return moved.isPresent() || !isFolderIn(base, folder) ? moved : Optional.of(folder);
    }

    /** Returns the path in the new tree of what is left of a folder of the old tree; empty if that is nothing. */
    Optional<String> target(String folder) throws IOException {
        Optional<String> moved = through(targets, folder);
        return moved.isPresent() || !isFolderIn(pushed, folder) ? moved : Optional.of(folder);
    }

    /** Returns whether a folder of the new tree, and not only one above it, moved whole. */
    boolean isMoved(String folder) {
        return sources.containsKey(folder);
    }

    /** Returns the other path of a file or folder, if it is in one of these folders. */
    static Optional<String> through(Map<String, String> folders, String folder) {
        for (String above = folder; !above.isEmpty(); above = Paths.parent(above)) {
            String there = folders.get(above);
            if (there != null) {
                return Optional.of(there + folder.substring(above.length()));
            }
        }
        return Optional.empty();
    }

    private static boolean isFolderIn(TreeEditor tree, String folder) throws IOException {
        return tree.find(folder).filter(TreeItem::isFolder).isPresent();
    }
}
