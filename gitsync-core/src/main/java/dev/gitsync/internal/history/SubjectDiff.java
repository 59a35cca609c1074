package dev.gitsync.internal.history;

import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.tree.TreeItems;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Compares two trees at given subjects only: a path stands for the blob there, whatever its mode, and a path with a
 * trailing slash for the folder there, whatever its contents. Folders that are equal or contain no subject are not read.
 */
final class SubjectDiff {
    private final RecentTrees trees;

    SubjectDiff(RecentTrees trees) {
        this.trees = trees;
    }

    /** Returns those of {@code subjects} at which the trees differ; the zero id stands for no tree. */
    NavigableSet<String> between(ObjectId before, ObjectId after, NavigableSet<String> subjects) throws IOException {
        NavigableSet<String> found = new TreeSet<>();
        compare("", before, after, subjects, found);
        return found;
    }

    private void compare(
            String folder, ObjectId before, ObjectId after, NavigableSet<String> subjects, Set<String> found)
            throws IOException {
        if (before.equals(after)) {
            return;
        }
        Map<String, TreeItem> old = new HashMap<>();
        Map<String, TreeItem> now = new HashMap<>();
        TreeItems.readDifferent(trees.parser(before), old, trees.parser(after), now);
        Set<String> names = new HashSet<>(old.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            String path = Paths.join(folder, name);
            Pair pair = new Pair(old.get(name), now.get(name));
            if (pair.isOtherBlob() && subjects.contains(path)) {
                found.add(path);
            }
            String inside = path + "/";
            if (pair.isOtherKind() && subjects.contains(inside)) {
                found.add(inside);
            }
            String first = subjects.higher(inside);
            if (first != null && first.startsWith(inside)) {
                compare(path, pair.folderBefore(), pair.folderAfter(), subjects, found);
            }
        }
    }

    /** The entries of two trees under one name. */
    private record Pair(@Nullable TreeItem before, @Nullable TreeItem after) {
        boolean isOtherBlob() {
            return !Objects.equals(blob(before), blob(after));
        }

        boolean isOtherKind() {
            return isFolder(before) != isFolder(after);
        }

        ObjectId folderBefore() {
            return folder(before);
        }

        ObjectId folderAfter() {
            return folder(after);
        }

        private static boolean isFolder(@Nullable TreeItem item) {
            return item != null && item.isFolder();
        }

        private static @Nullable ObjectId blob(@Nullable TreeItem item) {
            return item == null || item.isFolder() ? null : item.id();
        }

        private static ObjectId folder(@Nullable TreeItem item) {
            return item != null && item.isFolder() ? item.id() : ObjectId.zeroId();
        }
    }
}
