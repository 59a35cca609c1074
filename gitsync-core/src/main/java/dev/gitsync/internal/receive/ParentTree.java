package dev.gitsync.internal.receive;

import java.util.function.Consumer;
import org.eclipse.jgit.lib.ObjectId;

/**
 * A tree that was there before, stepped over beside one that is new. Hands on each entry that the new one lacks, and each file that
 * it changed.
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

    /** What there is under the name and kind of a new entry. */
    enum Match {
        NONE,
        CHANGED,
        SAME
    }

    /** Looks for the counterpart of an entry; entries have to be asked for in git's order. */
    Match match(RawTree entry) {
        while (isAtEntry && entries.compareTo(entry) < 0) {
            step();
        }
        if (!isAtEntry || entries.compareTo(entry) != 0) {
            return Match.NONE;
        }
        boolean isSame = entries.isSameObject(entry);
        // A folder that changed is compared by itself; what it still holds has not gone.
        isTaken = isSame || entries.isFolder();
        return isSame ? Match.SAME : Match.CHANGED;
    }

    /** The object of the counterpart that was found last. */
    ObjectId id() {
        return entries.id();
    }

    /** Hands on the entries behind the last counterpart. */
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
