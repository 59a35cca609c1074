package dev.gitsync.store.plan;

import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.store.PageChange;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks whether the pages that a plan adds or moves form a tree afterwards. */
final class TreeRules {
    private final PlacedPages pages;
    /** Pages whose ancestors are known to end at the root. */
    private final Set<PageId> sound = new HashSet<>();

    TreeRules(PlacedPages pages) {
        this.pages = pages;
    }

    /** Returns the sentence that refuses the plan, or empty if the plan is valid. */
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

    /** Walks up to the root, or to a page that an earlier walk has visited, so that no page is visited twice. */
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
