package dev.gitsync.store.plan;

import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.plan.PlanLookup.PageState;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The places of pages before and after a plan.
 *
 * @param plan the changes by page or attachment, in the order of the plan
 * @param before the states in the store, as far as they were read
 */
record PlacedPages(Map<PageId, PageChange> plan, Map<PageId, PageState> before) {
    Collection<PageChange> changes() {
        return plan.values();
    }

    /** Returns the pages and attachments that are not in the state that the plan expects, in its order. */
    List<PageId> stale() {
        return changes().stream()
                .filter(change -> !isExpected(change))
                .map(PageChange::id)
                .toList();
    }

    private boolean isExpected(PageChange change) {
        return change.accept(new Expectation(before.get(change.id())));
    }

    /** Checks whether the page or attachment of a change is in the expected state. */
    private record Expectation(@Nullable PageState found) implements PageChange.Visitor<Boolean> {
        @Override
        public Boolean visitCreate(PageChange.Create create) {
            return found == null;
        }

        @Override
        public Boolean visitUpdate(PageChange.Update update) {
            return found != null && found.isLiveAt(update.expectedVersion());
        }

        @Override
        public Boolean visitDelete(PageChange.Delete delete) {
            return found != null && (found.isLiveAt(delete.expectedVersion()) || isAttached(delete.expectedVersion()));
        }

        @Override
        public Boolean visitRestore(PageChange.Restore restore) {
            return found != null && found.isTrashedAt(restore.expectedVersion());
        }

        @Override
        public Boolean visitPutAttachment(PageChange.PutAttachment put) {
            long version = put.expectedVersion();
            return version == 0
                    ? found == null
                    : isAttached(version) || new PageState.TrashedAttachment(version).equals(found);
        }

        private boolean isAttached(long version) {
            return found instanceof PageState.LiveAttachment live && live.version() == version;
        }
    }

    /** Returns whether the plan moves a live page to another parent. */
    boolean isMoved(PageId page) {
        return plan.get(page) instanceof PageChange.Update update
                && !Objects.equals(update.content().parent(), parentBefore(page));
    }

    /** Returns whether the plan makes a page live that was not. */
    boolean isAdded(PageId page) {
        PageChange change = plan.get(page);
        return change instanceof PageChange.Create || change instanceof PageChange.Restore;
    }

    /** Returns whether the plan sets the parent of this page. */
    boolean isPlaced(PageId page) {
        return isAdded(page) || isMoved(page);
    }

    boolean isDeleted(PageId page) {
        return plan.get(page) instanceof PageChange.Delete;
    }

    /** Returns whether the id is that of a live page after the plan. */
    boolean isLiveAfter(PageId page) {
        PageChange change = plan.get(page);
        return change == null
                ? before.get(page) instanceof PageState.Live
                : change.contentAfter().isPresent();
    }

    @Nullable
    PageId parentBefore(PageId page) {
        return before.get(page) instanceof PageState.Live live ? live.parent() : null;
    }

    @Nullable
    PageId parentAfter(PageId page) {
        PageChange change = plan.get(page);
        return change == null
                ? parentBefore(page)
                : change.contentAfter().map(PageContent::parent).orElse(null);
    }

    /** Returns the parents whose ancestors must be known if a page moves; none if no page moves. */
    Set<PageId> parentsToClimb() {
        Set<PageId> parents = new HashSet<>();
        boolean moves = false;
        for (PageId page : plan.keySet()) {
            moves |= isMoved(page);
            @Nullable PageId parent = isPlaced(page) ? parentAfter(page) : null;
            if (parent != null) {
                parents.add(parent);
            }
        }
        return moves ? parents : Set.of();
    }
}
