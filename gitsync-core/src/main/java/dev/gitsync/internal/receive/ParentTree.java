package dev.gitsync.internal.receive;

import java.util.function.Consumer;
import org.eclipse.jgit.lib.ObjectId;

/**
 * A parent tree that is read side by side with a new tree. Passes on each entry that the new tree lacks, and each file that the new tree
 * changed.
 */
final class ParentTree {
    private final RawTree entries;
    private final Consumer<RawTree> gone;
    private boolean isAtEntry;
    private boolean isTaken;

    ParentTree(byte[] raw, Consumer<RawTree> gone) {
        this.entries = new RawTree(raw);
        this.gone = gone;
        this.isAtEntry = entries.next();
    }

    /** The counterpart of a new entry, by name and kind. */
    enum Match {
        NONE,
        CHANGED,
        SAME
    }

    /** Finds the counterpart of an entry; entries must be passed in git's order. */
    Match match(RawTree entry) {
        while (isAtEntry && entries.compareTo(entry) < 0) {
            step();
        }
        if (!isAtEntry || entries.compareTo(entry) != 0) {
            return Match.NONE;
        }
        boolean isSame = entries.isSameObject(entry);
        // A changed folder is compared separately; what it still contains was not removed.
        isTaken = isSame || entries.isFolder();
        return isSame ? Match.SAME : Match.CHANGED;
    }

    /** Returns the object of the counterpart found last. */
    ObjectId id() {
        return entries.id();
    }

    /** Passes on the entries after the last counterpart. */
    void finish() {
        while (isAtEntry) {
            step();
        }
    }

    private void step() {
        if (!isTaken) {
            gone.accept(entries);
        }
        isTaken = false;
        isAtEntry = entries.next();
    }
}
