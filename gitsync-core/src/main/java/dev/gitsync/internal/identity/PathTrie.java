package dev.gitsync.internal.identity;

import dev.gitsync.internal.tree.Paths;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Files that are traced, by path. A folder is taken out and put elsewhere as one, whatever is traced in it. */
final class PathTrie {
    private Map<String, PathTrie> folders = new HashMap<>();
    private Map<String, List<String>> files = new HashMap<>();

    boolean isEmpty() {
        return folders.isEmpty() && files.isEmpty();
    }

    /** Adds what is known by {@code names} at the tip and is at {@code path} here. */
    void add(String path, List<String> names) {
        folder(Paths.parent(path)).files.merge(Paths.name(path), new ArrayList<>(names), (before, more) -> {
            before.addAll(more);
            return before;
        });
    }

    /** The names at the tip of the file that is here at {@code path}; null when it is not traced. */
    @Nullable
    List<String> names(String path) {
        PathTrie folder = find(Paths.parent(path));
        return folder == null ? null : folder.files.get(Paths.name(path));
    }

    /** Takes out a file. */
    List<String> take(String path) {
        PathTrie folder = find(Paths.parent(path));
        List<String> taken = folder == null ? null : folder.files.remove(Paths.name(path));
        prune(path);
        return taken == null ? List.of() : taken;
    }

    /** Whether anything below a folder is traced. */
    boolean hasFolder(String path) {
        return find(path) != null;
    }

    /** The traced files directly in a folder. */
    List<String> filesIn(String path) {
        PathTrie folder = find(path);
        return folder == null ? List.of() : List.copyOf(folder.files.keySet());
    }

    /** The folders directly in a folder in which something is traced. */
    List<String> foldersIn(String path) {
        PathTrie folder = find(path);
        return folder == null ? List.of() : List.copyOf(folder.folders.keySet());
    }

    /** Takes out a folder. */
    @Nullable
    PathTrie takeFolder(String path) {
        PathTrie outer = find(Paths.parent(path));
        PathTrie taken = outer == null ? null : outer.folders.remove(Paths.name(path));
        prune(path);
        return taken;
    }

    /** Puts all of another one into a folder; costs what the smaller of both holds where they meet. */
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

    /** Takes over what another one holds, which is of no use then. */
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

    /** Takes out the folders above a path in which nothing is left. */
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
