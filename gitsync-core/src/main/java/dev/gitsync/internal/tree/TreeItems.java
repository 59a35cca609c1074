package dev.gitsync.internal.tree;

import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.jspecify.annotations.Nullable;

/** Reads and writes one tree object. */
public final class TreeItems {
    private TreeItems() {}

    /** Appends an entry to a tree unless it is null. The caller appends entries in git's order. */
    public static void append(TreeFormatter tree, String name, @Nullable TreeItem item) {
        if (item != null) {
            tree.append(name, item.mode(), item.id());
        }
    }

    /** Returns the entries of a tree by name, in the order of the tree; none for the zero id. */
    public static Map<String, TreeItem> read(ObjectReader reader, ObjectId tree) throws IOException {
        Map<String, TreeItem> items = new LinkedHashMap<>();
        for (CanonicalTreeParser parser = parser(reader, tree); !parser.eof(); parser.next()) {
            put(items, parser);
        }
        return items;
    }

    /**
     * Reads two trees side by side and leaves out what both have. Both are in the same order, so that most entries need not
     * even become strings.
     */
    static void readDifferent(
            ObjectReader reader,
            ObjectId before,
            Map<String, TreeItem> onlyBefore,
            ObjectId after,
            Map<String, TreeItem> onlyAfter)
            throws IOException {
        readDifferent(parser(reader, before), onlyBefore, parser(reader, after), onlyAfter);
    }

    /** Does the same for two trees that were read; both parsers are at their ends afterwards. */
    public static void readDifferent(
            CanonicalTreeParser old,
            Map<String, TreeItem> onlyBefore,
            CanonicalTreeParser now,
            Map<String, TreeItem> onlyAfter) {
        while (!old.eof() || !now.eof()) {
            int order = old.eof() ? 1 : now.eof() ? -1 : old.pathCompare(now);
            boolean isSame = order == 0 && old.getEntryRawMode() == now.getEntryRawMode() && old.idEqual(now);
            if (order <= 0) {
                if (!isSame) {
                    put(onlyBefore, old);
                }
                old.next();
            }
            if (order >= 0) {
                if (!isSame) {
                    put(onlyAfter, now);
                }
                now.next();
            }
        }
    }

    private static CanonicalTreeParser parser(ObjectReader reader, ObjectId tree) throws IOException {
        return tree.equals(ObjectId.zeroId()) ? new CanonicalTreeParser() : new CanonicalTreeParser(null, reader, tree);
    }

    private static void put(Map<String, TreeItem> items, CanonicalTreeParser entry) {
        items.put(entry.getEntryPathString(), new TreeItem(entry.getEntryFileMode(), entry.getEntryObjectId()));
    }

    /**
     * Inserts the tree with these entries; empty folders, those with the zero id, are left out.
     *
     * @param before the tree that this one replaces, or the zero id
     */
    public static ObjectId write(HintedInserter inserter, Map<String, TreeItem> items, ObjectId before)
            throws IOException {
        // In git's order a folder's name is compared as if it ended with a slash.
        Map<String, String> sorted = new TreeMap<>(Paths.BY_BYTES);
        items.forEach((name, item) -> {
            if (!item.id().equals(ObjectId.zeroId())) {
                sorted.put(item.isFolder() ? name + "/" : name, name);
            }
        });
        TreeFormatter tree = new TreeFormatter();
        for (String name : sorted.values()) {
            TreeItem item = Objects.requireNonNull(items.get(name));
            tree.append(name, item.mode(), item.id());
        }
        return inserter.insertSimilar(Constants.OBJ_TREE, tree.toByteArray(), before);
    }
}
