package dev.gitsync.internal.listing;

import dev.gitsync.store.PageChange;
import java.util.List;
import java.util.UUID;

/**
 * A plan that is being written, page by page. The snapshot contains it from before the first write until after the last one, so
 * that a process that lists the pages in between, or after a crash, can attribute the changes that it sees.
 *
 * @param id identifies this plan
 */
public record OpenPlan(String id, List<PlannedChange> changes) {
    public OpenPlan {
        changes = List.copyOf(changes);
    }

    public static OpenPlan of(List<PageChange> changes) {
        return new OpenPlan(
                UUID.randomUUID().toString(),
                changes.stream().map(PlannedChange::of).toList());
    }
}
