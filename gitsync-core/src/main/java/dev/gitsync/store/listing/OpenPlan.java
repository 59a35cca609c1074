package dev.gitsync.store.listing;

import dev.gitsync.store.PageChange;
import java.util.List;
import java.util.UUID;

/**
 * A plan that is being written, page by page. It stands in the snapshot before the first write and goes after the last, so
 * that whoever lists the pages in between, or after a crash, knows whose changes it sees.
 *
 * @param id tells this plan from every other
 */
record OpenPlan(String id, List<Intent> intents) {
    OpenPlan {
        intents = List.copyOf(intents);
    }

    static OpenPlan of(List<PageChange> changes) {
        return new OpenPlan(
                UUID.randomUUID().toString(), changes.stream().map(Intent::of).toList());
    }
}
