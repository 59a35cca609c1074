package dev.gitsync.store.listing;

import dev.gitsync.internal.listing.Snapshot;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.Labels;
import dev.gitsync.model.PageContent;
import dev.gitsync.store.PageChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Completes a plan with the labels that pages keep, so that a listing after the write shows what was planned. */
final class KnownLabels {
    private KnownLabels() {}

    /** Returns the plan with the labels that the wiki lists, for each change of a page that says nothing about its labels. */
    static List<PageChange> kept(List<PageChange> changes, Snapshot now) {
        return changes.stream().map(change -> kept(change, now)).toList();
    }

    private static PageChange kept(PageChange change, Snapshot now) {
        if (!(change instanceof PageChange.Update update) || update.content().labels() != null) {
            return change;
        }
        @Nullable
        Labels known = now.live(update.id())
                .map(Revision::content)
                .map(PageContent::labels)
                .orElse(null);
        return known == null
                ? update
                : new PageChange.Update(
                        update.id(),
                        update.expectedVersion(),
                        update.base(),
                        update.content().withLabels(known),
                        update.provenance());
    }
}
