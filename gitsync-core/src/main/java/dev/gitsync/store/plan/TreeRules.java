package dev.gitsync.store.plan;

import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.store.PageChange;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the pages that a plan adds or moves stand in a tree afterwards. */
final class TreeRules {
    private final PlacedPages pages;
    /** Pages from which the way up is known to end at the top. */
    private final Set<PageId> sound = new HashSet<>();

    TreeRules(PlacedPages pages) {
        this.pages = pages;
    }

    /** The sentence that refuses the plan, or nothing when the plan is good. */
    Optional<String> refusal() {
        for (PageChange change : pages.changes()) {
            Optional<String> reason = change.contentAfter().flatMap(content -> refusal(change.id(), content));
            if (reason.isPresent()) {
                return reason;
            }
        }
        for (PageId page : pages.plan().keySet()) {
            if (pages.isPlaced(page) && isInCycle(page)) {
                return Optional.of("Page " + page + " can't stand under itself or one of its own descendants.");
            }
        }
        return Optional.empty();
    }

    private Optional<String> refusal(PageId page, PageContent content) {
        if (content.title().isEmpty()) {
            return Optional.of("Page " + page + " needs a title.");
        }
        PageId parent = content.parent();
        boolean isGood =
                parent == null || (pages.isPlaced(page) ? pages.isLiveAfter(parent) : !pages.isDeleted(parent));
        return isGood
                ? Optional.empty()
                : Optional.of("Page " + page + " can't stand under page " + parent + ", which does not exist.");
    }

    /** Walks up until the top, or until where an earlier walk went by, so that no page is looked at twice. */
    private boolean isInCycle(PageId page) {
        Set<PageId> walk = new HashSet<>();
        for (@Nullable PageId at = page; at != null && !sound.contains(at); at = pages.parentAfter(at)) {
            if (!walk.add(at)) {
                return true;
            }
        }
        sound.addAll(walk);
        return false;
    }
}
