package dev.gitsync.demo.links;

import dev.gitsync.format.link.SpaceFiles;
import dev.gitsync.markdown.resolve.TreePaths;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * The files of a tree, in memory. Following another tree costs as much as there are differences. Safe for
 * use by several threads while none follows.
 */
final class TreeFiles implements SpaceFiles {
    private final TreeSet<String> files = new TreeSet<>();
    private final Map<String, Integer> folders = new HashMap<>(Map.of("", 1));
    private final Map<String, Set<String>> filesByName = new HashMap<>();
    private final Map<String, Set<String>> foldersByName = new HashMap<>();
    private ObjectId tree = ObjectId.zeroId();

    /** Whether these are the files of a tree. */
    boolean isAt(ObjectId other) {
        return tree.equals(other);
    }

    /** Makes these the files of another tree. */
    void follow(Repository repository, ObjectId other) throws IOException {
        if (isAt(other)) {
            return;
        }
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            add(walk, tree);
            add(walk, other);
            while (walk.next()) {
                String path = walk.getPathString();
                if (isFile(walk.getRawMode(0))) {
                    remove(path);
                }
                if (isFile(walk.getRawMode(1))) {
                    add(path);
                }
            }
        }
        tree = other;
    }

    private static void add(TreeWalk walk, ObjectId root) throws IOException {
        if (root.equals(ObjectId.zeroId())) {
            walk.addTree(new EmptyTreeIterator());
        } else {
            walk.addTree(root);
        }
    }

    private static boolean isFile(int mode) {
        int type = mode & FileMode.TYPE_MASK;
        return type == FileMode.TYPE_FILE || type == FileMode.TYPE_SYMLINK;
    }

    private void add(String file) {
        if (files.add(file)) {
            named(filesByName, file).add(file);
            for (String folder = TreePaths.folder(file); !folder.isEmpty(); folder = TreePaths.folder(folder)) {
                if (folders.merge(folder, 1, Integer::sum) == 1) {
                    named(foldersByName, folder).add(folder);
                }
            }
        }
    }

    private void remove(String file) {
        if (files.remove(file)) {
            unname(filesByName, file);
            for (String folder = TreePaths.folder(file); !folder.isEmpty(); folder = TreePaths.folder(folder)) {
                if (folders.merge(folder, -1, Integer::sum) == 0) {
                    folders.remove(folder);
                    unname(foldersByName, folder);
                }
            }
        }
    }

    private static Set<String> named(Map<String, Set<String>> byName, String path) {
        return byName.computeIfAbsent(key(TreePaths.name(path)), name -> new TreeSet<>());
    }

    private static void unname(Map<String, Set<String>> byName, String path) {
        Set<String> paths = named(byName, path);
        paths.remove(path);
        if (paths.isEmpty()) {
            byName.remove(key(TreePaths.name(path)));
        }
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The files in a folder and below it. */
    Collection<String> below(String folder) {
        return folder.isEmpty() ? List.copyOf(files) : List.copyOf(files.subSet(folder + "/", folder + "0"));
    }

    @Override
    public boolean isFile(String path) {
        return files.contains(path);
    }

    @Override
    public boolean isFolder(String path) {
        return folders.containsKey(path);
    }

    @Override
    public Collection<String> filesNamed(String name) {
        return List.copyOf(filesByName.getOrDefault(key(name), Set.of()));
    }

    @Override
    public Collection<String> foldersNamed(String name) {
        return List.copyOf(foldersByName.getOrDefault(key(name), Set.of()));
    }
}
