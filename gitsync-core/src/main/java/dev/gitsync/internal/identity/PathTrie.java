package dev.gitsync.internal.identity;

import dev.gitsync.internal.tree.Paths;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The traced files, by path. A folder is removed and added elsewhere as a whole, with all traced files in it. */
final class PathTrie {
    private Map<String, PathTrie> folders = new HashMap<>();
    private Map<String, List<String>> files = new HashMap<>();

    boolean isEmpty() {
        return folders.isEmpty() && files.isEmpty();
    }

    /** Adds the file at {@code path} in this commit that has {@code names} at the tip. */
    void add(String path, List<String> names) {
        folder(Paths.parent(path)).files.merge(Paths.name(path), new ArrayList<>(names), (before, more) -> {
            before.addAll(more);
            return before;
        });
    }

    /** Returns the names at the tip of the file at {@code path} in this commit; null when it is not traced. */
    @Nullable
    List<String> names(String path) {
        PathTrie folder = find(Paths.parent(path));
        return folder == null ? null : folder.files.get(Paths.name(path));
    }

    /** Removes a file and returns its names. */
    List<String> take(String path) {
        PathTrie folder = find(Paths.parent(path));
        List<String> taken = folder == null ? null : folder.files.remove(Paths.name(path));
        prune(path);
        return taken == null ? List.of() : taken;
    }

    /** Returns whether any file below a folder is traced. */
    boolean hasFolder(String path) {
        return find(path) != null;
    }

    /** Returns the traced files directly in a folder. */
    List<String> filesIn(String path) {
        PathTrie folder = find(path);
        return folder == null ? List.of() : List.copyOf(folder.files.keySet());
    }

    /** Returns the direct subfolders of a folder that contain traced files. */
    List<String> foldersIn(String path) {
        PathTrie folder = find(path);
        return folder == null ? List.of() : List.copyOf(folder.folders.keySet());
    }

    /** Removes a folder and returns it. */
    @Nullable
    PathTrie removeFolder(String path) {
        PathTrie outer = find(Paths.parent(path));
        PathTrie taken = outer == null ? null : outer.folders.remove(Paths.name(path));
        prune(path);
        return taken;
    }

    /** Adds the contents of another trie to a folder; the cost is the size of the smaller one where both overlap. */
    void addFolder(String path, PathTrie added) {
        if (path.isEmpty()) {
            merge(added);
            return;
        }
        PathTrie outer = folder(Paths.parent(path));
        PathTrie there = outer.folders.get(Paths.name(path));
        if (there == null) {
            outer.folders.put(Paths.name(path), added);
        } else {
            there.merge(added);
        }
    }

    /** Takes over the contents of another trie, which must not be used afterwards. */
    private void merge(PathTrie added) {
        if (added.files.size() > files.size()) {
            Map<String, List<String>> more = added.files;
            added.files = files;
            files = more;
        }
        if (added.folders.size() > folders.size()) {
            Map<String, PathTrie> more = added.folders;
            added.folders = folders;
            folders = more;
        }
        added.files.forEach((name, names) -> files.merge(name, names, (before, more) -> {
            before.addAll(more);
            return before;
        }));
        added.folders.forEach((name, folder) -> {
            PathTrie there = folders.putIfAbsent(name, folder);
            if (there != null) {
                there.merge(folder);
            }
        });
    }

    void forEach(BiConsumer<String, List<String>> visitor) {
        forEach("", visitor);
    }

    private void forEach(String path, BiConsumer<String, List<String>> visitor) {
        files.forEach((name, names) -> visitor.accept(Paths.join(path, name), names));
        folders.forEach((name, folder) -> folder.forEach(Paths.join(path, name), visitor));
    }

    private PathTrie folder(String path) {
        PathTrie folder = this;
        for (String name : Paths.names(path)) {
            folder = folder.folders.computeIfAbsent(name, none -> new PathTrie());
        }
        return folder;
    }

    private @Nullable PathTrie find(String path) {
        PathTrie folder = this;
        for (String name : Paths.names(path)) {
            folder = folder.folders.get(name);
            if (folder == null) {
                return null;
            }
        }
        return folder;
    }

    /** Removes the ancestor folders of a path that have become empty. */
    private void prune(String path) {
        for (String folder = Paths.parent(path); !folder.isEmpty(); folder = Paths.parent(folder)) {
            PathTrie found = find(folder);
            if (found == null || !found.isEmpty()) {
                return;
            }
            PathTrie outer = find(Paths.parent(folder));
            if (outer != null) {
                outer.folders.remove(Paths.name(folder));
            }
        }
    }
}
