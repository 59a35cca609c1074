package dev.gitsync.internal.plan;

import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeDelta;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.tree.TreeItems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * The differences between two trees, with folders that moved whole told apart from folders that came or went:
 *
 * <ol>
 *   <li>Folders that are gone and folders that have come are paired where their trees are the same object; of several
 *       candidates the one with the same name goes first, and outer folders before inner ones.
 *   <li>Those that found no partner are opened, one level, first on one side, then on the other; their files join the list
 *       of files, their folders look for partners too. A folder that was opened can still find one, and what had come out
 *       of it is forgotten then; so a folder that moved to another depth is found after a few levels at most.
 *   <li>This ends when no folder is without a partner or unopened.
 * </ol>
 *
 * The inside of a folder that moved whole costs nothing, whatever it holds.
 */
final class TreeChanges {
    private final Side gone;
    private final Side come;
    private final SortedMap<String, TreeDelta> changedFiles = new TreeMap<>();
    private final SortedMap<String, String> movedFolders = new TreeMap<>();

    private TreeChanges(ObjectReader reader, int maxDepth) {
        gone = new Side(reader, maxDepth);
        come = new Side(reader, maxDepth);
    }

    static TreeChanges of(ObjectReader reader, List<TreeDelta> deltas, int maxDepth)
            throws IOException, ProposalException {
        TreeChanges changes = new TreeChanges(reader, maxDepth);
        for (TreeDelta delta : deltas) {
            changes.sort(delta);
        }
        changes.pairFolders();
        while (changes.gone.hasUnopened() || changes.come.hasUnopened()) {
            changes.gone.open();
            changes.pairFolders();
            changes.come.open();
            changes.pairFolders();
        }
        return changes;
    }

    /** Files that only the old tree has, outside of moved folders. */
    SortedMap<String, TreeItem> goneFiles() {
        return gone.files;
    }

    /** Files that only the new tree has, outside of moved folders. */
    SortedMap<String, TreeItem> comeFiles() {
        return come.files;
    }

    /** Files that both trees have and that differ. */
    SortedMap<String, TreeDelta> changedFiles() {
        return changedFiles;
    }

    /** Folders that moved whole: new path to old path. */
    SortedMap<String, String> movedFolders() {
        return movedFolders;
    }

    /** Every folder that only the old tree has, except those inside of moved folders. */
    Set<String> goneFolders() {
        Set<String> folders = new TreeSet<>(gone.folders.keySet());
        folders.addAll(movedFolders.values());
        return folders;
    }

    private void sort(TreeDelta delta) {
        TreeItem before = delta.before();
        TreeItem after = delta.after();
        if (before != null && after != null) {
            changedFiles.put(delta.path(), delta);
        } else if (before != null) {
            gone.add(delta.path(), before);
        } else if (after != null) {
            come.add(delta.path(), after);
        }
    }

    private void pairFolders() {
        Map<ObjectId, List<String>> candidates = new HashMap<>();
        gone.folders.forEach((path, id) ->
                candidates.computeIfAbsent(id, key -> new ArrayList<>()).add(path));
        for (boolean sameName : new boolean[] {true, false}) {
            for (String to : List.copyOf(come.folders.keySet())) {
                ObjectId id = come.folders.get(to);
                if (id != null && candidates.containsKey(id)) {
                    candidates.get(id).stream()
                            .filter(from -> !sameName || Paths.name(from).equals(Paths.name(to)))
                            .filter(from -> isWhole(from, to))
                            .findFirst()
                            .ifPresent(from -> pair(from, to));
                }
            }
        }
    }

    /** Whether both are still to be had, and no part of either has found a partner of its own. */
    private boolean isWhole(String from, String to) {
        return gone.folders.containsKey(from)
                && movedFolders.values().stream().noneMatch(moved -> moved.startsWith(from + "/"))
                && movedFolders.keySet().stream().noneMatch(moved -> moved.startsWith(to + "/"));
    }

    private void pair(String from, String to) {
        movedFolders.put(to, from);
        gone.forget(from);
        come.forget(to);
    }

    /** What only one of the two trees has. */
    private static final class Side {
        private final ObjectReader reader;
        private final int maxDepth;
        private final SortedMap<String, TreeItem> files = new TreeMap<>();
        private final SortedMap<String, ObjectId> folders = new TreeMap<>();
        private final SortedSet<String> unopened = new TreeSet<>();

        Side(ObjectReader reader, int maxDepth) {
            this.reader = reader;
            this.maxDepth = maxDepth;
        }

        void add(String path, TreeItem item) {
            if (item.isFolder()) {
                folders.put(path, item.id());
                unopened.add(path);
            } else {
                files.put(path, item);
            }
        }

        boolean hasUnopened() {
            return !unopened.isEmpty();
        }

        void open() throws IOException, ProposalException {
            for (String path : List.copyOf(unopened)) {
                unopened.remove(path);
                if (Paths.depth(path) >= maxDepth) {
                    throw new ProposalException(
                            List.of(ProposalCheck.shortened(path) + " is deeper than " + maxDepth + " folders"));
                }
                TreeItems.read(reader, Objects.requireNonNull(folders.get(path)))
                        .forEach((name, item) -> add(Paths.join(path, name), item));
            }
        }

        void forget(String folder) {
            String first = folder + "/";
            String last = folder + (char) ('/' + 1);
            files.subMap(first, last).clear();
            folders.subMap(first, last).clear();
            unopened.subSet(first, last).clear();
            folders.remove(folder);
            unopened.remove(folder);
        }
    }
}
