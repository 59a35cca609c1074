package dev.gitsync.internal.pull;

import dev.gitsync.model.Change;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Determines which changes of the feed are one deletion, or one restoration, to a person: consecutive changes by one author with
 * the same time and message; and changes that the wiki can only have made together, because no page lives below a deleted one.
 */
final class ReplayStep {
    private Kind kind = Kind.EDIT;
    private @Nullable Change last;
    /** Parents, still in the trash, of restored pages. */
    private final Set<PageId> awaited = new HashSet<>();

    /** The kind of a change. */
    enum Kind {
        /** A page is created or changed, or an attachment is changed. */
        EDIT,
        /** An attachment is created. */
        ADDITION,
        /** A page or an attachment goes into the trash. */
        DELETION,
        /** A page or an attachment comes back from the trash. */
        RESTORATION;

        /** Returns whether changes of this kind can be one step. */
        boolean isOfMany() {
            return this == DELETION || this == RESTORATION;
        }
    }

    Kind kind() {
        return kind;
    }

    /**
     * Adds the next change, and returns whether it belongs to the same deletion or restoration as the previous one.
     *
     * @param leavesDeletedParent whether the page is below one that was deleted just before
     */
    boolean continuesStep(Change change, Kind next, boolean leavesDeletedParent) {
        boolean isSame = last != null
                && next == kind
                && next.isOfMany()
                && isByTheSame(last.provenance(), change.provenance())
                && (leavesDeletedParent || !awaited.isEmpty() || isSameMoment(last.provenance(), change.provenance()));
        if (!isSame) {
            awaited.clear();
        }
        kind = next;
        last = change;
        return isSame;
    }

    /** Ends the step: no change follows. */
    void end() {
        awaited.clear();
        last = null;
    }

    /** Records that a page or an attachment was restored; {@code parent} is its parent if that is still to be restored, or null. */
    void restored(PageId page, @Nullable PageId parent) {
        awaited.remove(page);
        if (parent != null) {
            awaited.add(parent);
        }
    }

    /** Returns whether this deleted page is still to be restored, because a page below it was restored. */
    boolean isAwaitingRestore(PageId page) {
        return awaited.contains(page);
    }

    private static boolean isByTheSame(Provenance one, Provenance other) {
        return one.author().equals(other.author()) && one.git() == null && other.git() == null;
    }

    private static boolean isSameMoment(Provenance one, Provenance other) {
        return one.time().equals(other.time()) && one.message().equals(other.message());
    }
}
