package dev.gitsync.internal.proposal;

import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.pages.TreePages;
import dev.gitsync.internal.placement.IndexedPageFiles;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.work.WorkBudget;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds the page files that become, or no longer are, the page of their folder, because the push adds or removes the file that comes
 * first:
 *
 * <ol>
 *   <li>Only folders are examined beside which, or in which, a page file came or went, and folders that moved whole.
 *   <li>In each of them, the files with names of folder pages that both trees have are compared: the index says which page a file
 *       was, and the pushed tree which one it is.
 *   <li>If a file is another page now, the folder that belongs to that page is examined, too.
 * </ol>
 */
public final class ReassignedFiles {
    private final PageFiles files;
    private final IndexedPageFiles indexed;
    private final TreeEditor base;
    private final TreeEditor pushed;
    private final TreePages pages;
    private final WorkBudget budget;
    private final Set<String> names;
    private final Deque<Folder> open = new ArrayDeque<>();
    private final SortedMap<String, ReassignedFile> found = new TreeMap<>();

    private ReassignedFiles(Trees trees, IndexedPageFiles indexed, WorkBudget budget) {
        this.files = indexed.files();
        this.indexed = indexed;
        this.base = trees.base();
        this.pushed = trees.pushed();
        this.pages = files.of(pushed);
        this.budget = budget;
        this.names = new LinkedHashSet<>(files.folderPages());
        names.addAll(indexed.index().head().innerNames());
    }

    /** The tree that belongs to the index, and the one that is to follow. */
    public record Trees(TreeEditor base, TreeEditor pushed) {}

    /** A folder of the pushed tree, and its old path. */
    private record Folder(String path, String oldPath) {}

    /** Returns the files by their new paths. */
    public static SortedMap<String, ReassignedFile> find(
            Trees trees, IndexedPageFiles indexed, TreeChanges changes, WorkBudget budget) throws IOException {
        ReassignedFiles search = new ReassignedFiles(trees, indexed, budget);
        if (!search.names.isEmpty()) {
            Set<String> folders = new HashSet<>();
            changes.addedFiles().keySet().forEach(file -> search.addFolders(folders, file));
            changes.goneFiles().keySet().forEach(file -> search.addFolders(folders, file));
            folders.forEach(folder -> search.open.add(new Folder(folder, folder)));
            changes.movedFolders().forEach((to, from) -> search.open.add(new Folder(to, from)));
            search.compareAll();
        }
        return search.found;
    }

    /** Returns those of {@code candidates}, which are in both trees, that are another page by the tree than by the index. */
    public static SortedMap<String, ReassignedFile> among(
            Trees trees, IndexedPageFiles indexed, Iterable<String> candidates, WorkBudget budget) throws IOException {
        ReassignedFiles search = new ReassignedFiles(trees, indexed, budget);
        for (String file : candidates) {
            search.open.add(new Folder(Paths.parent(file), Paths.parent(file)));
        }
        search.compareAll();
        return search.found;
    }

    private void addFolders(Set<String> folders, String file) {
        if (files.isPage(file)) {
            folders.add(files.siblingPath(file));
            if (names.contains(Paths.name(file)) && !Paths.parent(file).isEmpty()) {
                folders.add(Paths.parent(file));
            }
        }
    }

    private void compareAll() throws IOException {
        Set<Folder> seen = new HashSet<>();
        while (!open.isEmpty()) {
            Folder folder = open.remove();
            boolean isHidden = PageFiles.isHidden(folder.path()) || PageFiles.isHidden(folder.oldPath());
            if (!isHidden && seen.add(folder)) {
                budget.spend();
                for (String name : names) {
                    compare(folder, name);
                }
            }
        }
    }

    private void compare(Folder folder, String name) throws IOException {
        String file = Paths.join(folder.path(), name);
        String oldFile = Paths.join(folder.oldPath(), name);
        Optional<TreeItem> before = base.find(oldFile).filter(TreeItem::isFile);
        Optional<TreeItem> after = pushed.find(file).filter(TreeItem::isFile);
        if (before.isPresent()
                && after.isPresent()
                && indexed.page(oldFile).isPresent()
                && indexed.isFolderPage(oldFile) != pages.isFolderPage(file)) {
            found.put(file, new ReassignedFile(oldFile, before.get(), after.get()));
            open.add(new Folder(files.siblingPath(file), files.siblingPath(oldFile)));
        }
    }
}
