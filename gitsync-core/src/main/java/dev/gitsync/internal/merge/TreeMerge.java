package dev.gitsync.internal.merge;

import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.tree.TreeItems;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/**
 * Merges two trees with a common ancestor. Reads a folder only where all three differ, so that the cost depends on what both sides
 * changed. The rules, for each name:
 *
 * <ol>
 *   <li>If both sides are equal, or only one of them differs from the ancestor, there is no conflict.
 *   <li>Folders are merged name by name, files line by line (see {@link TextMerge}).
 *   <li>Everything else is a conflict: the same lines changed, changed on one side and deleted on the other, a file on one side and
 *       a folder on the other. A new file in a folder that the other side deleted as a whole is a conflict too, because its new
 *       place is unknown.
 * </ol>
 *
 * Paths are compared exactly; a file that one side moved counts as one deleted and one added file.
 */
public final class TreeMerge {
    private final ObjectReader reader;
    private final HintedInserter inserter;
    private final TextMerge texts;
    private final Preference preference;
    private final int maxDepth;
    private final WorkBudget budget;
    private final List<MergeConflict> conflicts = new ArrayList<>();
    /** The entries that both sides deleted, by path. */
    private final Map<String, TreeItem> gone = new LinkedHashMap<>();
    /** Whether either side has an entry where the ancestor had none, as far as this is cheap to determine. */
    private boolean hasNews;

    private TreeMerge(Task task) {
        this.reader = task.reader();
        this.inserter = task.inserter();
        this.texts = new TextMerge(reader, inserter, task.budget());
        this.preference = task.preference();
        this.maxDepth = task.maxDepth();
        this.budget = task.budget();
    }

    /**
     * The parameters of a merge.
     *
     * @param reader reads all three trees, and the objects written to {@code inserter}
     * @param inserter writes new objects
     * @param preference the side whose file is used in a conflict
     * @param maxDepth below this depth folders are not opened but count as conflicts, so that no tree can overflow the stack
     * @param budget the limit of work: one unit for each name of the opened folders, and for each merged file
     */
    public record Task(
            ObjectReader reader, HintedInserter inserter, Preference preference, int maxDepth, WorkBudget budget) {}

    /**
     * The outcome of a merge.
     *
     * @param tree the merged tree; at the path of each conflict it has the preferred entry
     * @param conflicts the conflicts between both sides
     */
    public record Merged(ObjectId tree, List<MergeConflict> conflicts) {
        /** Copies the list. */
        public Merged {
            conflicts = List.copyOf(conflicts);
        }
    }

    /** Merges {@code ours} and {@code theirs}; the zero id stands for an empty tree. */
    public static Merged merge(Task task, ObjectId base, ObjectId ours, ObjectId theirs) throws IOException {
        TreeMerge merge = new TreeMerge(task);
        task.budget().doing("merging the push with what changed in the wiki");
        TreeItem merged = merge.item("", folder(base), folder(ours), folder(theirs), false);
        if (merge.hasNews) {
            for (Map.Entry<String, TreeItem> place : merge.gone.entrySet()) {
                merge.goneConflicts(place.getKey(), place.getValue());
            }
        }
        ObjectId tree = merged == null ? TreeItems.write(task.inserter(), Map.of(), ObjectId.zeroId()) : merged.id();
        return new Merged(tree, merge.conflicts);
    }

    /** Adds a conflict for each file that existed there, as far as folders are opened. */
    private void goneConflicts(String path, TreeItem item) throws IOException {
        budget.spend();
        if (!item.isFolder() || Paths.depth(path) >= maxDepth) {
            conflicts.add(new MergeConflict(path, null, null));
            return;
        }
        for (Map.Entry<String, TreeItem> below : items(item).entrySet()) {
            goneConflicts(Paths.join(path, below.getKey()), below.getValue());
        }
    }

    private static @Nullable TreeItem folder(ObjectId tree) {
        return tree.equals(ObjectId.zeroId()) ? null : new TreeItem(FileMode.TREE, tree);
    }

    /**
     * Merges the entries at a path and returns the result.
     *
     * @param isOneSided whether one side deleted the folder that contains the path
     */
    private @Nullable TreeItem item(
            String path,
            @Nullable TreeItem base,
            @Nullable TreeItem ours,
            @Nullable TreeItem theirs,
            boolean isOneSided)
            throws IOException {
        if (Objects.equals(ours, theirs)) {
            return ours;
        }
        if (!isOneSided || base != null) {
            if (Objects.equals(base, theirs)) {
                return taken(base, ours);
            }
            if (Objects.equals(base, ours)) {
                return taken(base, theirs);
            }
        }
        boolean foldersOnly = isFolderOrNothing(base) && isFolderOrNothing(ours) && isFolderOrNothing(theirs);
        if (foldersOnly && (path.isEmpty() || Paths.depth(path) < maxDepth)) {
            boolean wentAway = base != null && (ours == null || theirs == null);
            return folder(path, base, ours, theirs, !path.isEmpty() && (isOneSided || wentAway));
        }
        Optional<TreeItem> merged = file(base, ours, theirs);
        return merged.isPresent() ? merged.get() : conflict(path, base, ours, theirs);
    }

    /** Returns the entry that only one side changed. */
    private @Nullable TreeItem taken(@Nullable TreeItem base, @Nullable TreeItem changed) {
        hasNews |= changed != null && (base == null || changed.isFolder());
        return changed;
    }

    private @Nullable TreeItem folder(
            String path,
            @Nullable TreeItem base,
            @Nullable TreeItem ours,
            @Nullable TreeItem theirs,
            boolean isOneSided)
            throws IOException {
        Map<String, TreeItem> before = items(base);
        Map<String, TreeItem> one = items(ours);
        Map<String, TreeItem> other = items(theirs);
        TreeSet<String> names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        before.keySet().stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> gone.put(Paths.join(path, name), Objects.requireNonNull(before.get(name))));
        Map<String, TreeItem> merged = new TreeMap<>();
        budget.spend(names.size());
        for (String name : names) {
            TreeItem item = item(Paths.join(path, name), before.get(name), one.get(name), other.get(name), isOneSided);
            if (item != null) {
                merged.put(name, item);
            }
        }
        return merged.isEmpty()
                ? null
                : new TreeItem(FileMode.TREE, TreeItems.write(inserter, merged, ObjectId.zeroId()));
    }

    private Optional<TreeItem> file(@Nullable TreeItem base, @Nullable TreeItem ours, @Nullable TreeItem theirs)
            throws IOException {
        if (base == null || ours == null || theirs == null || !areFiles(base, ours, theirs)) {
            return Optional.empty();
        }
        FileMode mode = mode(base, ours, theirs);
        if (ours.id().equals(theirs.id()) || theirs.id().equals(base.id())) {
            return Optional.of(new TreeItem(mode, ours.id()));
        }
        if (ours.id().equals(base.id())) {
            return Optional.of(new TreeItem(mode, theirs.id()));
        }
        budget.spend();
        return texts.merge(base.id(), ours.id(), theirs.id()).map(id -> new TreeItem(mode, id));
    }

    /** Records a conflict and returns the preferred entry. The executable bit is merged nevertheless, as it does not conflict. */
    private @Nullable TreeItem conflict(
            String path, @Nullable TreeItem base, @Nullable TreeItem ours, @Nullable TreeItem theirs) {
        conflicts.add(new MergeConflict(path, ours, theirs));
        TreeItem preferred = switch (preference) {
            case OURS -> ours;
            case THEIRS -> theirs;
            case SURVIVOR -> ours == null ? theirs : ours;
        };
        if (base == null || ours == null || theirs == null || preferred == null || !areFiles(base, ours, theirs)) {
            return preferred;
        }
        return new TreeItem(mode(base, ours, theirs), preferred.id());
    }

    /** Returns the mode that one of the sides has changed; there are only two. */
    private static FileMode mode(TreeItem base, TreeItem ours, TreeItem theirs) {
        return ours.mode().equals(base.mode()) ? theirs.mode() : ours.mode();
    }

    private static boolean areFiles(TreeItem base, TreeItem ours, TreeItem theirs) {
        return isFile(base) && isFile(ours) && isFile(theirs);
    }

    private Map<String, TreeItem> items(@Nullable TreeItem folder) throws IOException {
        return folder == null ? Map.of() : TreeItems.read(reader, folder.id());
    }

    private static boolean isFolderOrNothing(@Nullable TreeItem item) {
        return item == null || item.isFolder();
    }

    private static boolean isFile(TreeItem item) {
        return FileMode.REGULAR_FILE.equals(item.mode()) || FileMode.EXECUTABLE_FILE.equals(item.mode());
    }
}
