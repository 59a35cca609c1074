package dev.gitsync.internal.listing;

import dev.gitsync.model.Change;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.PageId;
import dev.gitsync.store.plan.PlanLookup;
import dev.gitsync.store.plan.PlanLookup.PageState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks up pages in the latest listing. */
public record SnapshotLookup(Snapshot now) implements PlanLookup {
    @Override
    public Map<PageId, PageState> pages(Set<PageId> ids) {
        Map<PageId, PageState> found = new HashMap<>();
        for (PageId id : ids) {
            Change newest = now.newest().get(id);
            if (newest != null) {
                found.put(id, state(newest));
            }
        }
        return found;
    }

    @Override
    public Optional<PageId> liveChild(Set<PageId> parents, Set<PageId> except) {
        return now.livePages().stream()
                .filter(page -> isBelow(page, parents) && !except.contains(page.id()))
                .map(Revision::id)
                .findFirst();
    }

    private static boolean isBelow(Revision page, Set<PageId> parents) {
        @Nullable PageId parent = page.content().parent();
        return parent != null && parents.contains(parent);
    }

    private static PageState state(Change newest) {
        return newest instanceof Revision revision
                ? new PageState.Live(revision.version(), revision.content().parent())
                : new PageState.Trashed(newest.version());
    }
}
