package dev.gitsync.internal.receive;

import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The counterparts that the entries of one tree have in the parent trees, by the number of the entry. The parent trees are read one after
 * the other, so that a merge with many parents holds one of them at a time.
 */
final class ParentEntries {
    private final byte[] raw;
    private final BitSet known = new BitSet();
    private final BitSet same = new BitSet();
    private final Map<Integer, Set<ObjectId>> folders = new HashMap<>();

    ParentEntries(byte[] raw) {
        this.raw = raw;
    }

    /** Reads a parent tree to its end. */
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

    /** Returns whether one of the parent trees contains the identical entry. */
    boolean isSame(int number) {
        return same.get(number);
    }

    /** Returns whether none of the parent trees contains an entry of that name and kind. */
    boolean isNew(int number) {
        return !known.get(number);
    }

    /** Returns the former trees of a folder that changed, each once. */
    List<ObjectId> folders(int number) {
        return List.copyOf(folders.getOrDefault(number, Set.of()));
    }
}
