package dev.gitsync.internal.plan;

import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult.PushedPage;
import dev.gitsync.store.PageChange;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The effect of a push.
 *
 * @param changes the changes to the wiki: parents before children, deletions last and children first
 * @param placed the new index entry of each page that changed or moved; the versions are those before the push
 * @param removed the old index entry of each page that is deleted, children before parents
 * @param receipt a line for each page, by path
 * @param otherFiles the number of files that are not pages and differ
 * @param notes sentences for the pusher about how the plan was made
 */
public record PushPlan(
        List<PageChange> changes,
        List<IndexedPage> placed,
        List<IndexedPage> removed,
        List<PushedPage> receipt,
        int otherFiles,
        List<String> notes) {
    /** Copies the lists. */
    public PushPlan {
        changes = List.copyOf(changes);
        placed = List.copyOf(placed);
        removed = List.copyOf(removed);
        receipt = List.copyOf(receipt);
        notes = List.copyOf(notes);
    }

    /** Returns a plan for which there is nothing to do. */
    public static PushPlan none() {
        return new PushPlan(List.of(), List.of(), List.of(), List.of(), 0, List.of());
    }

    /**
     * Returns the paths of the deleted pages that the delete guard counts. A folder page without text does not count: it is deleted
     * with its folder, and no text is lost (law 6). A page that stays because of its children, but loses its text, counts like any
     * other.
     */
    public List<String> deletedPages() {
        Set<PageId> emptied = emptiedPages();
        Set<PageId> withText = removed.stream()
                .filter(IndexedPage::hasFile)
                .map(IndexedPage::id)
                .collect(Collectors.toSet());
        return receipt.stream()
                .filter(page -> emptied.contains(page.page())
                        || (page.action() == PushedPage.Action.DELETED && withText.contains(page.page())))
                .map(page -> emptied.contains(page.page()) ? page.path() + " (its text)" : page.path())
                .toList();
    }

    /** Returns the pages that lose their text and stay as folder pages. */
    public Set<PageId> emptiedPages() {
        return changes.stream()
                .filter(change -> change instanceof PageChange.Update update
                        && update.content().text() == null
                        && update.base() != null
                        && !update.base().isBlank())
                .map(PageChange::id)
                .collect(Collectors.toSet());
    }

    /** Returns those of {@code pages} that the plan restores from the trash. */
    public List<PageId> restored(List<PageId> pages) {
        return changes.stream()
                .filter(PageChange.Restore.class::isInstance)
                .map(PageChange::id)
                .filter(pages::contains)
                .toList();
    }
}
