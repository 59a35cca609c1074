package dev.gitsync.store.listing;

import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Revision;
import dev.gitsync.store.PageChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The order in which the steps of a plan are written one by one, such that the pages form a tree after each of them: first
 * what lives afterwards, outer pages before inner ones, where the plan puts them; then the deletions, inner pages first. A
 * page is thus put only below pages that are at their last place already, none of which can stand below it.
 */
final class WriteOrder {
    private final Snapshot before;
    private final Map<PageId, PageContent> planned = new HashMap<>();

    private WriteOrder(Snapshot before) {
        this.before = before;
    }

    static List<PageChange> of(List<PageChange> plan, Snapshot before) {
        return new WriteOrder(before).sort(plan);
    }

    private List<PageChange> sort(List<PageChange> plan) {
        List<PageChange> alive = new ArrayList<>();
        List<PageChange> deleted = new ArrayList<>();
        for (PageChange change : plan) {
            PageContent content = Intent.of(change).content();
            if (content == null) {
                deleted.add(change);
            } else {
                planned.put(change.id(), content);
                alive.add(change);
            }
        }
        Depths depths = new Depths(this::parentAfter);
        Comparator<PageChange> outerFirst = Comparator.comparingInt(change -> depths.of(change.id()));
        alive.sort(outerFirst);
        deleted.sort(outerFirst.reversed());
        alive.addAll(deleted);
        return alive;
    }

    private @Nullable PageId parentAfter(PageId page) {
        PageContent content = planned.get(page);
        return content != null
                ? content.parent()
                : before.live(page)
                        .map(Revision::content)
                        .map(PageContent::parent)
                        .orElse(null);
    }
}
