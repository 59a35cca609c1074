package dev.gitsync.internal.tree;

import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.jspecify.annotations.Nullable;

/** One folder of a {@link TreeEditor}: read when it is first stepped into, written only if an entry changed. */
final class Folder {
    private ObjectId id;
    private boolean changed;
    private boolean touched;
    /** The entries of the folder, as {@link TreeItem} or, once stepped into, as {@link Folder}; null until read. */
    private @Nullable Map<String, Object> entries;
    /** Every name that is or was in the entries; null until first used. */
    private @Nullable KeyedNames keyed;

    Folder(ObjectId id) {
        this.id = id;
    }

    /** Records that an entry in the folder, or below it, is about to change. */
    void touch() {
        touched = true;
    }

    Map<String, TreeItem> items(ObjectReader reader) throws IOException {
        return items(reader, entries(reader).keySet());
    }

    Map<String, TreeItem> items(ObjectReader reader, NameQuery query) throws IOException {
        if (keyed == null || !keyed.isBy(query.key())) {
            keyed = new KeyedNames(query.key(), entries(reader).keySet());
        }
        Set<String> names = new HashSet<>();
        for (String key : query.wanted()) {
            names.addAll(keyed.of(key));
        }
        return items(reader, names);
    }

    private Map<String, TreeItem> items(ObjectReader reader, Set<String> names) throws IOException {
        Map<String, TreeItem> items = new HashMap<>();
        for (String name : names) {
            TreeItem item = item(reader, name);
            if (item != null) {
                items.put(name, item);
            }
        }
        return items;
    }

    private @Nullable Object set(ObjectReader reader, String name, Object entry) throws IOException {
        if (keyed != null) {
            keyed.add(name);
        }
        return entries(reader).put(name, entry);
    }

    Set<String> names(ObjectReader reader) throws IOException {
        Map<String, Object> present = new HashMap<>(entries(reader));
        present.values().removeIf(entry -> entry instanceof Folder folder && folder.isEmpty());
        return present.keySet();
    }

    @Nullable
    TreeItem item(ObjectReader reader, String name) throws IOException {
        Object entry = entries(reader).get(name);
        if (entry instanceof Folder folder) {
            return folder.isEmpty() ? null : new TreeItem(FileMode.TREE, folder.id);
        }
        return (TreeItem) entry;
    }

    void put(ObjectReader reader, String name, TreeItem item) throws IOException {
        if (!item.equals(set(reader, name, item))) {
            changed = true;
        }
    }

    void attachSubtree(ObjectReader reader, String name, Object entry) throws IOException {
        set(reader, name, entry);
        changed = true;
    }

    @Nullable
    Object remove(ObjectReader reader, String name) throws IOException {
        Object removed = entries(reader).remove(name);
        changed |= removed != null;
        return removed;
    }

    @Nullable
    Folder folder(ObjectReader reader, String name, boolean make) throws IOException {
        Map<String, Object> present = entries(reader);
        Object entry = present.get(name);
        if (entry instanceof Folder folder) {
            return folder;
        }
        if (entry instanceof TreeItem item && item.isFolder()) {
            Folder folder = new Folder(item.id());
            present.put(name, folder);
            return folder;
        }
        if (entry != null || !make) {
            return null;
        }
        Folder folder = new Folder(ObjectId.zeroId());
        set(reader, name, folder);
        return folder;
    }

    /** Writes the changed folders and returns the id of this one; the empty tree when it has no entries left. */
    ObjectId write(HintedInserter inserter) throws IOException {
        if (entries == null) {
            return id.equals(ObjectId.zeroId()) ? inserter.insert(new TreeFormatter()) : id;
        }
        if (!touched && !id.equals(ObjectId.zeroId())) {
            return id;
        }
        touched = false;
        boolean rewrite = changed || id.equals(ObjectId.zeroId());
        Map<String, TreeItem> items = new HashMap<>();
        for (Map.Entry<String, Object> entry : entries.entrySet()) {
            if (entry.getValue() instanceof Folder folder) {
                ObjectId before = folder.id;
                ObjectId after = folder.write(inserter);
                rewrite |= !after.equals(before);
                if (!folder.isEmpty()) {
                    items.put(entry.getKey(), new TreeItem(FileMode.TREE, after));
                }
            } else {
                items.put(entry.getKey(), (TreeItem) entry.getValue());
            }
        }
        if (rewrite) {
            entries.values().removeIf(entry -> entry instanceof Folder folder && folder.isEmpty());
            id = TreeItems.write(inserter, items, id);
            changed = false;
        }
        return id;
    }

    private boolean isEmpty() {
        if (entries == null) {
            return id.equals(ObjectId.zeroId());
        }
        return entries.values().stream().allMatch(entry -> entry instanceof Folder folder && folder.isEmpty());
    }

    private Map<String, Object> entries(ObjectReader reader) throws IOException {
        if (entries == null) {
            entries = new HashMap<>(TreeItems.read(reader, id));
        }
        return entries;
    }
}
