package dev.gitsync.markdown.resolve;

import dev.gitsync.format.link.SpaceFiles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A set of files in memory. Immutable. */
public final class SpaceFileIndex implements SpaceFiles {
    private final Set<String> files;
    private final Set<String> folders = new HashSet<>(Set.of(""));
    private final Map<String, List<String>> filesByName = new HashMap<>();
    private final Map<String, List<String>> foldersByName = new HashMap<>();

    /** Creates the index of these paths. */
    public SpaceFileIndex(Collection<String> files) {
        this.files = Set.copyOf(files);
        for (String file : this.files) {
            add(file, filesByName);
            addFolders(file);
        }
    }

    private void addFolders(String path) {
        String folder = TreePaths.folder(path);
        while (folders.add(folder)) {
            add(folder, foldersByName);
            folder = TreePaths.folder(folder);
        }
    }

    private static void add(String path, Map<String, List<String>> byName) {
        byName.computeIfAbsent(key(TreePaths.name(path)), key -> new ArrayList<>())
                .add(path);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Returns the paths of all files. */
    public Set<String> files() {
        return files;
    }

    @Override
    public boolean isFile(String path) {
        return files.contains(path);
    }

    @Override
    public boolean isFolder(String path) {
        return folders.contains(path);
    }

    @Override
    public Collection<String> filesNamed(String name) {
        return List.copyOf(filesByName.getOrDefault(key(name), List.of()));
    }

    @Override
    public Collection<String> foldersNamed(String name) {
        return List.copyOf(foldersByName.getOrDefault(key(name), List.of()));
    }
}
