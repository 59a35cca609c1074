package dev.gitsync.store.plan;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.plan.PlanLookup.PageState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks a plan against the content of a store: whether it may be applied, and in which order to write its steps one by one.
 * Every store uses this class, within the transaction or under the lock in which it applies the plan. The rules, in the order
 * in which they are checked:
 *
 * <ol>
 *   <li>The plan names each page at most once.
 *   <li>Each page is in the state that the plan expects: a page to create does not exist, one to update or delete is live at
 *       the expected version, one to restore is in the trash since the expected version. Otherwise the plan is {@link
 *       ApplyResult.Stale}.
 *   <li>Each page has a title. If this rule or one of those below is violated, the plan is {@link ApplyResult.Refused}.
 *   <li>The parent of a page that is created, restored or moved is live after all changes.
 *   <li>No page is its own descendant.
 *   <li>No live page is a child of a deleted one.
 * </ol>
 *
 * <p>The last three rules check only what the plan changes: the rest of the store is assumed to be a tree. Checking a plan
 * takes one call of {@link PlanLookup#pages}, one of {@link PlanLookup#lineages} if a page moves, and one of {@link
 * PlanLookup#liveChild} if a page is deleted. The remaining work takes O(n log n) time for n changes, plus the number of
 * ancestors of the moved pages.
 */
public final class PlanCheck {
    private final PlacedPages pages;
    private final Optional<ApplyResult> objection;

    private PlanCheck(PlacedPages pages, Optional<ApplyResult> objection) {
        this.pages = pages;
        this.objection = objection;
    }

    /**
     * Checks a plan.
     *
     * @throws InvalidInputException when the plan names a page twice, which is an error of the caller
     */
    public static PlanCheck of(Space space, List<PageChange> changes, PlanLookup lookup) {
        Map<PageId, PageChange> plan = eachOnce(space, changes);
        if (plan.isEmpty()) {
            return new PlanCheck(new PlacedPages(plan, Map.of()), Optional.empty());
        }
        Map<PageId, PageState> before = new HashMap<>(lookup.pages(named(plan)));
        PlacedPages pages = new PlacedPages(plan, before);
        List<PageId> stale = pages.stale();
        if (!stale.isEmpty()) {
            return new PlanCheck(pages, Optional.of(new ApplyResult.Stale(stale)));
        }
        Set<PageId> parents = pages.parentsToClimb();
        if (!parents.isEmpty()) {
            before.putAll(lookup.lineages(parents));
        }
        Optional<String> refusal = new TreeRules(pages).refusal().or(() -> orphan(pages, lookup));
        return new PlanCheck(pages, refusal.map(ApplyResult.Refused::new));
    }

    /** Returns why the plan can't be applied: {@link ApplyResult.Stale} or {@link ApplyResult.Refused}; empty if it can. */
    public Optional<ApplyResult> objection() {
        return objection;
    }

    /**
     * Returns the changes in an order in which a store can write them one by one: after each step, the pages form a
     * tree. Parents are added before their children, children are deleted or moved away before their parents are
     * deleted. If pages swap places, the page nearest to the root after the plan goes first, so that no step is needed
     * twice. A plan keeps its order if it names ancestors before descendants, as they are after the plan, and the
     * deleted pages last, descendants first. Other plans are reordered only as far as necessary.
     *
     * @throws IllegalStateException when the plan has an {@link #objection}
     */
    public List<PageChange> steps() {
        if (objection.isPresent()) {
            throw new IllegalStateException("The plan can't be applied: " + objection.get());
        }
        return new StepOrder(pages).steps();
    }

    /** Returns whether the plan moves a live page to another parent. */
    public boolean isMoved(PageId page) {
        return pages.isMoved(page);
    }

    private static Map<PageId, PageChange> eachOnce(Space space, List<PageChange> changes) {
        Map<PageId, PageChange> plan = new LinkedHashMap<>();
        for (PageChange change : changes) {
            if (plan.putIfAbsent(change.id(), change) != null) {
                throw new InvalidInputException(
                        "A plan for space " + space.id() + " names page " + change.id() + " more than once");
            }
        }
        return plan;
    }

    /** Returns the pages of the plan, and those that it names as parents of pages that are not live yet. */
    private static Set<PageId> named(Map<PageId, PageChange> plan) {
        Set<PageId> named = new HashSet<>(plan.keySet());
        plan.values().stream()
                .filter(change -> !(change instanceof PageChange.Update))
                .flatMap(change -> change.contentAfter().stream())
                .map(PageContent::parent)
                .filter(Objects::nonNull)
                .forEach(named::add);
        return named;
    }

    private static Optional<String> orphan(PlacedPages pages, PlanLookup lookup) {
        Set<PageId> deleted = pages.changes().stream()
                .filter(PageChange.Delete.class::isInstance)
                .map(PageChange::id)
                .collect(Collectors.toSet());
        return deleted.isEmpty()
                ? Optional.empty()
                : lookup.liveChild(deleted, Set.copyOf(pages.plan().keySet())).map(child -> orphaned(child, lookup));
    }

    private static String orphaned(PageId child, PlanLookup lookup) {
        return lookup.pages(Set.of(child)).get(child) instanceof PageState.Live live && live.parent() != null
                ? "Page " + live.parent() + " can't be deleted while page " + child + " stands under it."
                : "The page above page " + child + " can't be deleted while that page stands under it.";
    }
}
