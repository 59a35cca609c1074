package dev.gitsync.testkit.link;

import dev.gitsync.format.link.LinkedFiles;
import dev.gitsync.model.PageId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files of a space in memory, with the ids of their pages and attachments. Immutable. */
public final class InMemoryLinkedFiles implements LinkedFiles {
    private final Map<String, PageId> files;
    private final Map<String, PageId> bare;
    private final Set<String> folders = new HashSet<>(Set.of(""));

    /** Creates a space with these files. */
    public InMemoryLinkedFiles(Map<String, PageId> files) {
        this(files, Map.of());
    }

    /**
     * Creates a space with these files.
     *
     * @param bare the pages without a file, by the paths of their folders; those without any file in their folder have no path
     */
    public InMemoryLinkedFiles(Map<String, PageId> files, Map<String, PageId> bare) {
        this.files = Map.copyOf(files);
        this.bare = Map.copyOf(bare);
        for (String file : files.keySet()) {
            for (int slash = file.indexOf('/'); slash >= 0; slash = file.indexOf('/', slash + 1)) {
                folders.add(file.substring(0, slash));
            }
        }
    }

    @Override
    public boolean isFile(String path) {
        return files.containsKey(path);
    }

    @Override
    public boolean isFolder(String path) {
        return folders.contains(path);
    }

    @Override
    public Collection<String> filesNamed(String name) {
        return named(files.keySet(), name);
    }

    @Override
    public Collection<String> foldersNamed(String name) {
        return named(folders, name);
    }

    private static List<String> named(Set<String> paths, String name) {
        String key = name.toLowerCase(Locale.ROOT);
        return paths.stream()
                .filter(path -> !path.isEmpty())
                .filter(path -> path.substring(path.lastIndexOf('/') + 1)
                        .toLowerCase(Locale.ROOT)
                        .equals(key))
                .toList();
    }

    @Override
    public Optional<PageId> id(String path) {
        Map<String, PageId> ids = new HashMap<>(bare);
        ids.keySet().retainAll(folders);
        return Optional.ofNullable(files.getOrDefault(path, ids.get(path)));
    }

    @Override
    public Optional<String> path(PageId id) {
        return files.entrySet().stream()
                .filter(file -> file.getValue().equals(id))
                .map(Map.Entry::getKey)
                .findFirst()
                .or(() -> bare.entrySet().stream()
                        .filter(folder -> folder.getValue().equals(id) && folders.contains(folder.getKey()))
                        .map(Map.Entry::getKey)
                        .findFirst());
    }
}
