package dev.gitsync.testkit;

import dev.gitsync.model.PageId;
import dev.gitsync.testkit.InMemorySpace.StoredPage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the pages still form a tree once a plan is carried out.
 *
 * @param before all pages before the plan
 * @param touched the pages of the plan as they would be after it
 */
record TreeRules(Map<PageId, StoredPage> before, Map<PageId, StoredPage> touched) {
    /** The sentence that refuses the plan, or nothing when the plan is good. */
    Optional<String> refusal() {
        Map<PageId, PageId> children = childrenAfter();
        for (Map.Entry<PageId, StoredPage> entry : touched.entrySet()) {
            StoredPage page = entry.getValue();
            Optional<String> reason =
                    page.live() ? aboutParents(entry.getKey(), page) : aboutChildren(entry.getKey(), children);
            if (reason.isPresent()) {
                return reason;
            }
        }
        return Optional.empty();
    }

    private Optional<String> aboutParents(PageId id, StoredPage page) {
        if (page.content().title().isEmpty()) {
            return Optional.of("Page " + id + " needs a title.");
        }
        Set<PageId> above = new HashSet<>();
        for (PageId parent = page.content().parent(); parent != null; parent = parentOf(parent)) {
            StoredPage found = after(parent);
            if (found == null || !found.live()) {
                return Optional.of("Page " + id + " can't stand under page " + parent + ", which does not exist.");
            }
            if (parent.equals(id) || !above.add(parent)) {
                return Optional.of("Page " + id + " can't stand under itself or one of its own descendants.");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> aboutChildren(PageId deleted, Map<PageId, PageId> children) {
        return Optional.ofNullable(children.get(deleted))
                .map(id -> "Page " + deleted + " can't be deleted while page " + id + " stands under it.");
    }

    /** For each page that has live pages below it once the plan is carried out, the first of them; nothing if none is deleted. */
    private Map<PageId, PageId> childrenAfter() {
        Map<PageId, PageId> children = new HashMap<>();
        if (touched.values().stream().allMatch(StoredPage::live)) {
            return children;
        }
        for (PageId id : before.keySet()) {
            StoredPage page = after(id);
            PageId parent = page == null || !page.live() ? null : page.content().parent();
            if (parent != null) {
                children.putIfAbsent(parent, id);
            }
        }
        return children;
    }

    private @Nullable PageId parentOf(PageId id) {
        StoredPage page = after(id);
        return page == null ? null : page.content().parent();
    }

    private @Nullable StoredPage after(PageId id) {
        StoredPage page = touched.get(id);
        return page == null ? before.get(id) : page;
    }
}
