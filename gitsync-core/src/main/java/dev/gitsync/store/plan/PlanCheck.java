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
import org.jspecify.annotations.Nullable;

/**
 * Checks a plan against the content of a store: whether it may be applied, and in which order to write its steps one by one.
 * Every store uses this class, within the transaction or under the lock in which it applies the plan. The rules, in the order
 * in which they are checked:
 *
 * <ol>
 *   <li>The plan names each page and each attachment at most once.
 *   <li>Each page is in the state that the plan expects: a page to create does not exist, one to update or delete is live at
 *       the expected version, one to restore is in the trash since the expected version. So is each attachment: one that is
 *       put does not exist, is live, or is in the trash. Otherwise the plan is {@link ApplyResult.Stale}.
 *   <li>Each page has a title. If this rule or one of those below is violated, the plan is {@link ApplyResult.Refused}.
 *   <li>The parent of a page that is created, restored or moved is live after all changes.
 *   <li>No page is its own descendant.
 *   <li>Each attachment that is put has a name, and its page is live after all changes.
 *   <li>No two attachments of a page have the same name after all changes, and none exchange their names: a name that another
 *       attachment has is free once the step of that attachment is written.
 *   <li>No live page is a child of a deleted one, and no live attachment belongs to one.
 * </ol>
 *
 * <p>The rules about trees and names check only what the plan changes: the rest of the store is assumed to be valid. Checking a
 * plan takes one call of {@link PlanLookup#pages}, one of {@link PlanLookup#lineages} if a page moves, one of {@link
 * PlanLookup#attachments} if an attachment gets another name, and one of {@link PlanLookup#liveChild} and of {@link
 * PlanLookup#liveAttachment} if a page is deleted. The remaining work takes O(n log n) time for n changes, plus the number of
 * ancestors of the moved pages.
 */
public final class PlanCheck {
    private final PlacedAttachments placed;
    private final Optional<ApplyResult> objection;

    private PlanCheck(PlacedAttachments placed, Optional<ApplyResult> objection) {
        this.placed = placed;
        this.objection = objection;
    }

    private static PlanCheck without(PlacedPages pages, Optional<ApplyResult> objection) {
        return new PlanCheck(new PlacedAttachments(pages, List.of(), Map.of()), objection);
    }

    /**
     * Checks a plan.
     *
     * @throws InvalidInputException when the plan names a page or attachment twice, which is an error of the caller
     */
    public static PlanCheck of(Space space, List<PageChange> changes, PlanLookup lookup) {
        Map<PageId, PageChange> plan = eachOnce(space, changes);
        if (plan.isEmpty()) {
            return without(new PlacedPages(plan, Map.of()), Optional.empty());
        }
        Map<PageId, PageState> before = new HashMap<>(lookup.pages(named(plan)));
        PlacedPages pages = new PlacedPages(plan, before);
        List<PageId> stale = pages.stale();
        if (!stale.isEmpty()) {
            return without(pages, Optional.of(new ApplyResult.Stale(stale)));
        }
        Set<PageId> parents = pages.parentsToClimb();
        if (!parents.isEmpty()) {
            before.putAll(lookup.lineages(parents));
        }
        PlacedAttachments placed = PlacedAttachments.of(pages, lookup);
        Optional<String> refusal = new TreeRules(pages)
                .refusal()
                .or(placed::refusal)
                .or(() -> orphan(pages, lookup))
                .or(() -> placed.leftBehind(lookup));
        return new PlanCheck(placed, refusal.map(ApplyResult.Refused::new));
    }

    /** Returns why the plan can't be applied: {@link ApplyResult.Stale} or {@link ApplyResult.Refused}; empty if it can. */
    public Optional<ApplyResult> objection() {
        return objection;
    }

    /**
     * Returns the changes in an order in which a store can write them one by one: after each step, the pages form a
     * tree, each attachment belongs to a live page, and no two of a page have the same name. Parents are added before their
     * children and attachments, which are deleted or moved away before their parents are deleted. If pages swap places, the page nearest to the root after the plan goes first, so that no step is needed
     * twice. A plan keeps its order if it names ancestors before descendants, as they are after the plan, pages before
     * attachments, and the deleted ones last, attachments and descendants first. Other plans are reordered only as far as necessary.
     *
     * @throws IllegalStateException when the plan has an {@link #objection}
     */
    public List<PageChange> steps() {
        if (objection.isPresent()) {
            throw new IllegalStateException("The plan can't be applied: " + objection.get());
        }
        return new StepOrder(placed).steps();
    }

    /** Returns whether the plan moves a live page to another parent. */
    public boolean isMoved(PageId page) {
        return placed.pages().isMoved(page);
    }

    /** Returns whether the plan names this id as that of an attachment, which it puts or deletes. */
    public boolean isAttachment(PageId id) {
        return placed.pages().plan().get(id) instanceof PageChange.PutAttachment
                || placed.pages().before().get(id) instanceof PageState.LiveAttachment;
    }

    private static Map<PageId, PageChange> eachOnce(Space space, List<PageChange> changes) {
        Map<PageId, PageChange> plan = new LinkedHashMap<>();
        for (PageChange change : changes) {
            if (plan.putIfAbsent(change.id(), change) != null) {
                throw new InvalidInputException(
                        "A plan for space " + space.id() + " names " + change.id() + " more than once");
            }
        }
        return plan;
    }

    /** Returns the ids of the plan, and the pages that it names as parents of pages that are not live yet, or of attachments. */
    private static Set<PageId> named(Map<PageId, PageChange> plan) {
        Set<PageId> named = new HashSet<>(plan.keySet());
        for (PageChange change : plan.values()) {
            @Nullable
            PageId owner = change instanceof PageChange.PutAttachment put
                    ? put.content().page()
                    : null;
            if (owner != null) {
                named.add(owner);
            }
        }
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
                .filter(id -> pages.before().get(id) instanceof PageState.Live)
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
