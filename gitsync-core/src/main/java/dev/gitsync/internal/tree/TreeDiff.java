package dev.gitsync.internal.tree;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/**
 * Compares two trees. Only folders that both have and that differ are read, so that the cost follows the change. A file
 * that became a folder, or vice versa, is two differences: one removal, one addition.
 */
public final class TreeDiff {
    private final ObjectReader reader;
    private final int maxDepth;
    private final List<TreeDelta> deltas = new ArrayList<>();

    private TreeDiff(ObjectReader reader, int maxDepth) {
        this.reader = reader;
        this.maxDepth = maxDepth;
    }

    /**
     * Returns the differences by path. Folders below {@code maxDepth} names are not read but reported as removed and added whole, so
     * that a hostile tree can't exhaust the stack.
     *
     * @param before the old tree; the zero id stands for none
     * @param after the new tree, likewise
     */
    public static List<TreeDelta> between(ObjectReader reader, ObjectId before, ObjectId after, int maxDepth)
            throws IOException {
        TreeDiff diff = new TreeDiff(reader, maxDepth);
        if (!before.equals(after)) {
            diff.compare("", before, after, 1);
        }
        return diff.deltas;
    }

    /**
     * Opens a walk through the files at which two trees differ, in all folders; its trees are numbered 0 and 1. The caller closes it.
     *
     * @param before the old tree; the zero id stands for none
     * @param after the new tree, likewise
     */
    public static TreeWalk files(ObjectReader reader, ObjectId before, ObjectId after) throws IOException {
        TreeWalk walk = new TreeWalk(reader);
        try {
            add(walk, before);
            add(walk, after);
        } catch (IOException | RuntimeException e) {
            walk.close();
            throw e;
        }
        walk.setFilter(TreeFilter.ANY_DIFF);
        walk.setRecursive(true);
        return walk;
    }

    private static void add(TreeWalk walk, ObjectId tree) throws IOException {
        if (tree.equals(ObjectId.zeroId())) {
            walk.addTree(new EmptyTreeIterator());
        } else {
            walk.addTree(tree);
        }
    }

    private void compare(String folder, ObjectId before, ObjectId after, int depth) throws IOException {
        Map<String, TreeItem> old = new HashMap<>();
        Map<String, TreeItem> now = new HashMap<>();
        TreeItems.readDifferent(reader, before, old, after, now);
        TreeSet<String> names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            compare(Paths.join(folder, name), old.get(name), now.get(name), depth);
        }
    }

    private void compare(String path, @Nullable TreeItem before, @Nullable TreeItem after, int depth)
            throws IOException {
        if (before == null || after == null) {
            deltas.add(new TreeDelta(path, before, after));
        } else if (before.isFolder() && after.isFolder() && depth < maxDepth) {
            if (!before.id().equals(after.id())) {
                compare(path, before.id(), after.id(), depth + 1);
            }
        } else if (before.isFolder() || after.isFolder()) {
            deltas.add(new TreeDelta(path, before, null));
            deltas.add(new TreeDelta(path, null, after));
        } else if (!before.equals(after)) {
            deltas.add(new TreeDelta(path, before, after));
        }
    }
}
