package dev.gitsync.internal.history;

import dev.gitsync.internal.work.WorkBudget;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/** Reads trees and caches the last few mebibytes of them: the tree of a commit is read first as that of a parent and then as its own. */
final class RecentTrees {
    private static final long MOST_BYTES = 8 << 20;

    private final ObjectReader reader;
    private final WorkBudget budget;
    private final Map<ObjectId, byte[]> recent = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    RecentTrees(ObjectReader reader, WorkBudget budget) {
        this.reader = reader;
        this.budget = budget;
    }

    /** Returns a parser of the entries of a tree; of no entries for the zero id. */
    CanonicalTreeParser parser(ObjectId tree) throws IOException {
        budget.spend();
        CanonicalTreeParser parser = new CanonicalTreeParser();
        if (!tree.equals(ObjectId.zeroId())) {
            parser.reset(read(tree));
        }
        return parser;
    }

    private byte[] read(ObjectId tree) throws IOException {
        byte[] known = recent.get(tree);
        if (known != null) {
            return known;
        }
        byte[] raw = reader.open(tree, Constants.OBJ_TREE).getCachedBytes();
        recent.put(tree.copy(), raw);
        bytes += raw.length;
        for (Iterator<byte[]> eldest = recent.values().iterator(); bytes > MOST_BYTES && recent.size() > 2; ) {
            bytes -= eldest.next().length;
            eldest.remove();
        }
        return raw;
    }
}
