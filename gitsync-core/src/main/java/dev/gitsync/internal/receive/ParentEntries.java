package dev.gitsync.internal.receive;

import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What the entries of one tree were in the trees before it, by the number of the entry. Those trees are stepped over one after the
 * other, so that a merge of many parents holds one of them at a time.
 */
final class ParentEntries {
    private final byte[] raw;
    private final BitSet known = new BitSet();
    private final BitSet same = new BitSet();
    private final Map<Integer, Set<ObjectId>> folders = new HashMap<>();

    ParentEntries(byte[] raw) {
        this.raw = raw;
    }

    /** Steps over a tree that was there before, to its end. */
    void add(ParentTree before) {
        RawTree entry = new RawTree(raw);
        for (int number = 0; entry.next(); number++) {
            ParentTree.Match match = before.match(entry);
            if (match != ParentTree.Match.NONE) {
                known.set(number);
                same.set(number, same.get(number) || match == ParentTree.Match.SAME);
                if (match == ParentTree.Match.CHANGED && entry.isFolder()) {
                    folders.computeIfAbsent(number, first -> new LinkedHashSet<>())
                            .add(before.id());
                }
            }
        }
        before.finish();
    }

    /** Whether one of the trees has the very same entry. */
    boolean isSame(int number) {
        return same.get(number);
    }

    /** Whether none of the trees has an entry of that name and kind. */
    boolean isNew(int number) {
        return !known.get(number);
    }

    /** What a folder that changed was, each tree once. */
    List<ObjectId> folders(int number) {
        return List.copyOf(folders.getOrDefault(number, Set.of()));
    }
}
