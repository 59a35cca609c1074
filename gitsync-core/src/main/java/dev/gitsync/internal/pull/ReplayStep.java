package dev.gitsync.internal.pull;

import dev.gitsync.model.Change;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells which changes of the feed a person would call one deletion, or one restoration: those of one author, one after the
 * other, with the same time and message; and whatever the wiki can only have done together, since no page lives below a
 * deleted one.
 */
final class ReplayStep {
    private Kind kind = Kind.EDIT;
    private @Nullable Change last;
    /** Parents, still in the trash, of pages that are back. */
    private final Set<PageId> awaited = new HashSet<>();

    /** What a change does. */
    enum Kind {
        /** A page is created or changed. */
        EDIT,
        /** A page goes into the trash. */
        DELETION,
        /** A page comes back from the trash. */
        RESTORATION
    }

    Kind kind() {
        return kind;
    }

    /**
     * Takes the next change, and answers whether it belongs to the same deletion or restoration as the one before it.
     *
     * @param leavesDeletedParent whether the page stands below one that was deleted just before
     */
    boolean goesOn(Change change, Kind next, boolean leavesDeletedParent) {
        boolean isSame = last != null
                && next == kind
                && next != Kind.EDIT
                && isByTheSame(last.provenance(), change.provenance())
                && (leavesDeletedParent || !awaited.isEmpty() || isAtOnce(last.provenance(), change.provenance()));
        if (!isSame) {
            awaited.clear();
        }
        kind = next;
        last = change;
        return isSame;
    }

    /** No change follows. */
    void end() {
        awaited.clear();
        last = null;
    }

    /** A page is back; {@code parent} is that of its page which is still to come back, if there is one. */
    void restored(PageId page, @Nullable PageId parent) {
        awaited.remove(page);
        if (parent != null) {
            awaited.add(parent);
        }
    }

    /** Whether this deleted page is still to come back, because a page below it is back. */
    boolean awaits(PageId page) {
        return awaited.contains(page);
    }

    private static boolean isByTheSame(Provenance one, Provenance other) {
        return one.author().equals(other.author()) && one.git() == null && other.git() == null;
    }

    private static boolean isAtOnce(Provenance one, Provenance other) {
        return one.time().equals(other.time()) && one.message().equals(other.message());
    }
}
