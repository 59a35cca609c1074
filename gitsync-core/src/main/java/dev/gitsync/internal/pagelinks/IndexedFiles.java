package dev.gitsync.internal.pagelinks;

import dev.gitsync.format.link.SpaceFiles;
import dev.gitsync.internal.index.LinkIndex;
import dev.gitsync.internal.tree.TreeLookup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What exists in a state of a space. Paths are looked up in its tree, names in its index of links. Of the files with one name, up to
 * {@value #MOST_NAMED} are found. Throws {@link UncheckedIOException} if the repository can't be read.
 */
final class IndexedFiles implements SpaceFiles {
    private static final int MOST_NAMED = 1_000;
    private static final int MOST_CACHED = 1_000;

    private final IndexedTree state;
    private final TreeLookup lookup;
    private final Map<String, List<String>> named = new HashMap<>();

    IndexedFiles(IndexedTree state) {
        this.state = state;
        this.lookup = state.lookup();
    }

    @Override
    public boolean isFile(String path) {
        return lookup.isFile(path);
    }

    @Override
    public boolean isFolder(String path) {
        return lookup.isFolder(path);
    }

    @Override
    public Collection<String> filesNamed(String name) {
        return named(name, false);
    }

    @Override
    public Collection<String> foldersNamed(String name) {
        return named(name, true);
    }

    private List<String> named(String name, boolean isFolder) {
        String key = (isFolder ? "/" : "") + name.toLowerCase(Locale.ROOT);
        List<String> found = named.get(key);
        if (found == null) {
            found = find(name, isFolder);
            if (named.size() >= MOST_CACHED) {
                named.clear();
            }
            named.put(key, found);
        }
        return found;
    }

    private List<String> find(String name, boolean isFolder) {
        try {
            List<LinkIndex.Place> places = state.index().links().named(name, isFolder);
            List<String> paths = new ArrayList<>();
            for (LinkIndex.Place place : places.subList(0, Math.min(MOST_NAMED, places.size()))) {
                String path = state.path(place);
                if (isFolder ? isFolder(path) : isFile(path)) {
                    paths.add(path);
                }
            }
            return List.copyOf(paths);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
