package dev.gitsync.internal.cycle;

import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.pages.TreePages;
import dev.gitsync.internal.placement.IndexedPageFiles;
import dev.gitsync.internal.state.CycleContext;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.tree.Paths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Finds the files of {@code main} that are another page by the names in force than the index says. Reads all folders. The search is charged to the
 * budget, which does not end it: a cycle that only searched would be repeated without end.
 */
final class FolderPageFiles {
    private FolderPageFiles() {}

    /**
     * A folder with such files.
     *
     * @param files their paths
     * @param entries how many entries the folder has, whose pages may get another parent
     */
    record Folder(String path, List<String> files, long entries) {}

    /** Returns the folders in the order of their paths. */
    static List<Folder> in(CycleContext cycle, SpaceRefs refs, PageFiles files) throws IOException {
        try (Workspace work = Workspace.at(cycle.repository(), refs, files, cycle.budget());
                TreeWalk walk = new TreeWalk(work.reader())) {
            Set<String> names = new HashSet<>(work.files().folderPages());
            names.addAll(work.index().head().innerNames());
            TreePages pages = work.files().of(work.tree());
            IndexedPageFiles indexed = new IndexedPageFiles(work.index(), work.files());
            Map<String, List<String>> found = new TreeMap<>();
            walk.addTree(work.wikiTree());
            walk.setRecursive(true);
            while (walk.next()) {
                work.budget().charge(1);
                if (names.contains(walk.getNameString())
                        && work.files().isPage(walk.getRawMode(0), walk.getPathString())) {
                    String file = walk.getPathString();
                    if (indexed.page(file).isPresent() && indexed.isFolderPage(file) != pages.isFolderPage(file)) {
                        found.computeIfAbsent(Paths.parent(file), folder -> new ArrayList<>())
                                .add(file);
                    }
                }
            }
            List<Folder> folders = new ArrayList<>();
            for (Map.Entry<String, List<String>> folder : found.entrySet()) {
                int entries = work.tree().names(folder.getKey()).size();
                folders.add(new Folder(folder.getKey(), folder.getValue(), entries));
            }
            return folders;
        }
    }
}
