package dev.gitsync.internal.plan;

import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeDelta;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.tree.TreeItems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 *       candidates the one with the same name goes first.
 *   <li>Those that found no partner are opened, one level; their files join the list of files, their folders try again.
 *   <li>This ends when no folder is without a partner or unopened.
 * </ol>
 *
 * A folder that moved is never opened, whatever it holds.
 */
final class TreeChanges {
    private final ObjectReader reader;
    private final int maxDepth;
    private final SortedMap<String, TreeItem> goneFiles = new TreeMap<>();
    private final SortedMap<String, TreeItem> comeFiles = new TreeMap<>();
    private final SortedMap<String, TreeDelta> changedFiles = new TreeMap<>();
    private final SortedMap<String, String> movedFolders = new TreeMap<>();
    private final SortedSet<String> goneFolders = new TreeSet<>();
    private SortedMap<String, ObjectId> gone = new TreeMap<>();
    private SortedMap<String, ObjectId> come = new TreeMap<>();

    private TreeChanges(ObjectReader reader, int maxDepth) {
        this.reader = reader;
        this.maxDepth = maxDepth;
    }

    static TreeChanges of(ObjectReader reader, List<TreeDelta> deltas, int maxDepth)
            throws IOException, ProposalException {
        TreeChanges changes = new TreeChanges(reader, maxDepth);
        for (TreeDelta delta : deltas) {
            changes.sort(delta);
        }
        while (!changes.gone.isEmpty() || !changes.come.isEmpty()) {
            changes.pairFolders();
            changes.openFolders();
        }
        return changes;
    }

    /** Files that only the old tree has, outside of moved folders. */
    SortedMap<String, TreeItem> goneFiles() {
        return goneFiles;
    }

    /** Files that only the new tree has, outside of moved folders. */
    SortedMap<String, TreeItem> comeFiles() {
        return comeFiles;
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
    SortedSet<String> goneFolders() {
        return goneFolders;
    }

    private void sort(TreeDelta delta) {
        TreeItem before = delta.before();
        TreeItem after = delta.after();
        if (before != null && after != null) {
            changedFiles.put(delta.path(), delta);
        } else if (before != null) {
            addGone(delta.path(), before);
        } else if (after != null) {
            addCome(delta.path(), after);
        }
    }

    private void addGone(String path, TreeItem item) {
        if (item.isFolder()) {
            gone.put(path, item.id());
            goneFolders.add(path);
        } else {
            goneFiles.put(path, item);
        }
    }

    private void addCome(String path, TreeItem item) {
        if (item.isFolder()) {
            come.put(path, item.id());
        } else {
            comeFiles.put(path, item);
        }
    }

    private void pairFolders() {
        Map<ObjectId, List<String>> candidates = new HashMap<>();
        gone.forEach((path, id) ->
                candidates.computeIfAbsent(id, key -> new ArrayList<>()).add(path));
        for (boolean sameName : new boolean[] {true, false}) {
            for (Map.Entry<String, ObjectId> folder : List.copyOf(come.entrySet())) {
                String to = folder.getKey();
                List<String> same = candidates.getOrDefault(folder.getValue(), List.of());
                same.stream()
                        .filter(from -> !sameName || Paths.name(from).equals(Paths.name(to)))
                        .min(Comparator.naturalOrder())
                        .ifPresent(from -> {
                            movedFolders.put(to, from);
                            same.remove(from);
                            gone.remove(from);
                            come.remove(to);
                        });
            }
        }
    }

    private void openFolders() throws IOException, ProposalException {
        SortedMap<String, ObjectId> left = gone;
        SortedMap<String, ObjectId> right = come;
        gone = new TreeMap<>();
        come = new TreeMap<>();
        for (Map.Entry<String, ObjectId> folder : left.entrySet()) {
            TreeItems.read(reader, folder.getValue())
                    .forEach((name, item) -> addGone(Paths.join(folder.getKey(), name), item));
        }
        for (Map.Entry<String, ObjectId> folder : right.entrySet()) {
            if (Paths.depth(folder.getKey()) >= maxDepth) {
                throw new ProposalException(
                        List.of(ProposalCheck.shortened(folder.getKey()) + " is deeper than " + maxDepth + " folders"));
            }
            TreeItems.read(reader, folder.getValue())
                    .forEach((name, item) -> addCome(Paths.join(folder.getKey(), name), item));
        }
    }
}
