package dev.gitsync.internal.proposal;

import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.tree.TreeItems;
import dev.gitsync.internal.work.WorkBudget;
import java.io.IOException;
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

/** The entries that only one of two trees has: files, and folders that are not known to have moved whole. */
final class TreeSide {
    private final ObjectReader reader;
    private final int maxDepth;
    private final WorkBudget budget;
    private final SortedMap<String, TreeItem> files = new TreeMap<>();
    private final SortedMap<String, ObjectId> folders = new TreeMap<>();
    private final SortedSet<String> unopened = new TreeSet<>();
    private SortedMap<String, ObjectId> news = new TreeMap<>();

    TreeSide(ObjectReader reader, int maxDepth, WorkBudget budget) {
        this.reader = reader;
        this.maxDepth = maxDepth;
        this.budget = budget;
    }

    SortedMap<String, TreeItem> files() {
        return files;
    }

    Set<String> folders() {
        return folders.keySet();
    }

    boolean hasFolder(String path) {
        return folders.containsKey(path);
    }

    /** Returns the folders that were added since the last call. */
    SortedMap<String, ObjectId> drainAdded() {
        SortedMap<String, ObjectId> taken = news;
        news = new TreeMap<>();
        return taken;
    }

    void add(String path, TreeItem item) {
        if (item.isFolder()) {
            folders.put(path, item.id());
            unopened.add(path);
            news.put(path, item.id());
        } else {
            files.put(path, item);
        }
    }

    boolean hasUnopened() {
        return !unopened.isEmpty();
    }

    /** Opens every unopened folder, one level. */
    void open() throws IOException, ProposalException {
        for (String path : List.copyOf(unopened)) {
            unopened.remove(path);
            if (Paths.depth(path) >= maxDepth) {
                throw new ProposalException(List.of(Paths.shown(path) + " is deeper than " + maxDepth + " folders"));
            }
            Map<String, TreeItem> items = TreeItems.read(reader, Objects.requireNonNull(folders.get(path)));
            budget.spend(1 + items.size());
            items.forEach((name, item) -> add(Paths.join(path, name), item));
        }
    }

    /** Removes a folder that moved whole, and all content found in it. */
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
