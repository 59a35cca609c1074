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
 * A plan beside what a store holds: whether it may be applied, and in which order its steps are written one by one. Every store
 * asks this, within the transaction or under the lock in which it applies the plan. The rules, in the order in which they are
 * checked:
 *
 * <ol>
 *   <li>The plan names each page at most once.
 *   <li>Each page is as the plan expects it: a page to create is not there, one to update or delete is live at the expected
 *       version, one to restore is in the trash since the expected version. Otherwise the plan is {@link ApplyResult.Stale}.
 *   <li>Each page has a title. This rule and those below make the plan {@link ApplyResult.Refused}.
 *   <li>The page above a page that is created, restored or moved is live once all changes are in.
 *   <li>No page stands below itself.
 *   <li>No live page stands below a deleted one.
 * </ol>
 *
 * <p>The last three look only at what the plan changes: whatever else the store holds is taken for a tree. A plan is read against the
 * store with one call of {@link PlanLookup#pages}, one of {@link PlanLookup#lineages} if a page moves, and one of {@link
 * PlanLookup#liveChild} if a page is deleted. All else takes time in the order of n log n for n changes, plus the number of
 * pages above the moved ones.
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
     * @throws InvalidInputException when the plan names a page twice, which no caller may do
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

    /** Why the plan can't be applied: {@link ApplyResult.Stale} or {@link ApplyResult.Refused}; empty when it can. */
    public Optional<ApplyResult> objection() {
        return objection;
    }

    /**
     * Returns the changes in an order in which a store can write them one after the other: after each of them the pages are a
     * tree. Parents are added before their children, children are deleted or moved away before their parents are deleted. Where
     * pages change places, the one that comes to stand nearest to the top goes first, so no step has to be taken twice. A plan
     * that names outer pages before inner ones, as they stand afterwards, and last the deleted pages, inner ones first, keeps its
     * order; others are changed as little as this rule needs.
     *
     * @throws IllegalStateException when there is an {@link #objection}
     */
    public List<PageChange> steps() {
        if (objection.isPresent()) {
            throw new IllegalStateException("The plan can't be applied: " + objection.get());
        }
        return new StepOrder(pages).steps();
    }

    /** Whether the plan puts a live page under another parent. */
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

    /** The pages of the plan, and those that it names as parents of pages that are not live yet. */
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
