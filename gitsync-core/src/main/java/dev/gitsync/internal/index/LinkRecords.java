package dev.gitsync.internal.index;

import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.tree.TreeItems;
import dev.gitsync.model.PageId;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;

/**
 * What pages depend on because of their links, and the reverse. A page depends on keys: those of ids, which {@link #ofId} returns, and
 * names with a prefix. Each pair is a record of its own, so that the cost of a change follows the links that changed. Not safe for use by
 * several threads.
 */
final class LinkRecords {
    private static final String OF_ID = "i:";

    private final Parts parts;
    /** Key → linkers. */
    private final IdSets sources;
    /** Linker → keys. */
    private final IdSets targets;

    /**
     * Reads records.
     *
     * @param stored the entries of the tree of the index
     */
    LinkRecords(ObjectReader reader, Map<String, TreeItem> stored, Parts parts) {
        this.parts = parts;
        this.sources = new IdSets(reader, stored.get(parts.sources()));
        this.targets = new IdSets(reader, stored.get(parts.targets()));
    }

    /**
     * The entries of the tree of the index, in git's order.
     *
     * @param sources the entry with the linkers of each key
     * @param targets the entry with the keys of each linker
     */
    record Parts(String sources, String targets) {}

    /** Returns the key of a page or attachment. */
    static String ofId(PageId id) {
        return OF_ID + id.value();
    }

    /** Returns the key of a name. It contains no space; no name contains two slashes in a row. */
    static String ofName(String prefix, String name) {
        return prefix + name.replace(" ", "//");
    }

    /** Replaces the keys on which a page depends. */
    void put(PageId linker, Set<String> keys) throws IOException {
        Set<String> before = new HashSet<>(keys(linker));
        for (String gone : before) {
            if (!keys.contains(gone)) {
                targets.remove(linker.value(), gone);
                sources.remove(gone, linker.value());
            }
        }
        for (String added : keys) {
            if (!before.contains(added)) {
                targets.add(linker.value(), added);
                sources.add(added, linker.value());
            }
        }
    }

    /** Returns the keys on which a page depends. */
    List<String> keys(PageId linker) throws IOException {
        return targets.members(linker.value());
    }

    /** Returns the pages and attachments among the keys of a page, in the order of their ids. */
    List<PageId> ids(PageId linker) throws IOException {
        return keys(linker).stream()
                .filter(key -> key.startsWith(OF_ID))
                .map(key -> new PageId(key.substring(OF_ID.length())))
                .toList();
    }

    /** Returns the pages that depend on a key, in the order of their ids. */
    List<PageId> linkers(String key) throws IOException {
        return sources.members(key).stream().map(PageId::new).toList();
    }

    /** Adds an id to those that {@link #linkers} returns for a key, without the reverse. */
    void add(String key, PageId id) throws IOException {
        sources.add(key, id.value());
    }

    /** Removes such an id. */
    void remove(String key, PageId id) throws IOException {
        sources.remove(key, id.value());
    }

    /** Inserts the changed objects; {@code tree} gets an entry for each part with records, in git's order. */
    void write(HintedInserter inserter, TreeFormatter tree) throws IOException {
        TreeItems.append(tree, parts.sources(), sources.write(inserter));
        TreeItems.append(tree, parts.targets(), targets.write(inserter));
    }
}
