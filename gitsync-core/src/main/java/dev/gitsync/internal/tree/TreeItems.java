package dev.gitsync.internal.tree;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/** Reads one tree object. */
public final class TreeItems {
    private TreeItems() {}

    /** The entries of a tree by name, in the order of the tree; none for the zero id. */
    public static Map<String, TreeItem> read(ObjectReader reader, ObjectId tree) throws IOException {
        Map<String, TreeItem> items = new LinkedHashMap<>();
        if (!tree.equals(ObjectId.zeroId())) {
            CanonicalTreeParser parser = new CanonicalTreeParser(null, reader, tree);
            for (; !parser.eof(); parser.next()) {
                items.put(
                        parser.getEntryPathString(),
                        new TreeItem(parser.getEntryFileMode(), parser.getEntryObjectId()));
            }
        }
        return items;
    }
}
