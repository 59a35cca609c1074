package dev.gitsync.internal.proposal;

import dev.gitsync.internal.tree.TreeDelta;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.work.PlanMemory;
import dev.gitsync.internal.work.WorkBudget;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * The differences between two trees, with folders that moved whole distinguished from folders that were deleted or added:
 *
 * <ol>
 *   <li>Deleted and added folders are paired if their trees are the same object; of several candidates, the one with the same name
 *       comes first, and outer folders precede inner ones.
 *   <li>Unpaired folders are opened, one level, first on one side, then on the other; their files join the list of files, and their
 *       folders are paired in turn. An opened folder can still be paired, and its content is then removed from the lists; so a
 *       folder that moved to another depth is found after a few levels at most.
 *   <li>This ends when every folder is paired or opened.
 * </ol>
 *
 * The content of a folder that moved whole costs nothing, whatever its size.
 */
public final class TreeChanges {
    private final TreeSide gone;
    private final TreeSide come;
    private final SortedMap<String, TreeDelta> changedFiles = new TreeMap<>();
    private final FolderPairs folders;
    private SortedMap<String, ReassignedFile> reassigned = Collections.emptySortedMap();

    private TreeChanges(ObjectReader reader, int maxDepth, WorkBudget budget) {
        gone = new TreeSide(reader, ProposalLimits.COMPARED_DEPTH, budget);
        come = new TreeSide(reader, maxDepth, budget);
        folders = new FolderPairs(gone, come, budget);
    }

    public static TreeChanges of(ObjectReader reader, List<TreeDelta> deltas, int maxDepth, WorkBudget budget)
            throws IOException, ProposalException {
        TreeChanges changes = new TreeChanges(reader, maxDepth, budget);
        for (TreeDelta delta : deltas) {
            budget.spend();
            changes.sort(delta);
        }
        changes.folders.pair();
        while (changes.gone.hasUnopened() || changes.come.hasUnopened()) {
            changes.gone.open();
            changes.folders.pair();
            changes.come.open();
            changes.folders.pair();
        }
        return changes;
    }

    /** Returns the files that only the old tree has, outside of moved folders. */
    public SortedMap<String, TreeItem> goneFiles() {
        return gone.files();
    }

    /** Returns the files that only the new tree has, outside of moved folders. */
    public SortedMap<String, TreeItem> addedFiles() {
        return come.files();
    }

    /** Returns the files that both trees have and that differ. */
    public SortedMap<String, TreeDelta> changedFiles() {
        return changedFiles;
    }

    /** Returns the folders that moved whole: new path to old path. */
    public SortedMap<String, String> movedFolders() {
        return folders.moved();
    }

    /** Returns the files that belong to another page path than before although they did not move by themselves, by their new paths. */
    public SortedMap<String, ReassignedFile> reassigned() {
        return reassigned;
    }

    /** Sets {@link #reassigned}. */
    public void reassign(SortedMap<String, ReassignedFile> files) {
        reassigned = Collections.unmodifiableSortedMap(files);
    }

    /** Returns every folder that only the old tree has, except those inside of moved folders. */
    public Set<String> goneFolders() {
        Set<String> paths = new TreeSet<>(gone.folders());
        paths.addAll(folders.moved().values());
        return paths;
    }

    /** Returns the memory charged for the plan's notes on all changes, see {@link PlanMemory#ofFile}. */
    public long room() {
        return Stream.of(gone.files(), come.files(), changedFiles)
                        .flatMap(files -> files.keySet().stream())
                        .mapToLong(path -> PlanMemory.ofFile(path.length()))
                        .sum()
                + Stream.of(gone.folders(), come.folders())
                        .flatMap(Set::stream)
                        .mapToLong(path -> PlanMemory.ofFile(path.length()))
                        .sum();
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
}
