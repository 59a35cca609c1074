package dev.gitsync.internal.listing;

import dev.gitsync.store.PageChange;
import java.util.List;
import java.util.UUID;

/**
 * A plan that is being written, page by page. It stands in the snapshot before the first write and goes after the last, so
 * that whoever lists the pages in between, or after a crash, knows whose changes it sees.
 *
 * @param id tells this plan from every other
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
