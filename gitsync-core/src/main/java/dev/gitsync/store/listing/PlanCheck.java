package dev.gitsync.store.listing;

import dev.gitsync.model.Change;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Revision;
import dev.gitsync.model.Tombstone;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out, before the first page is written, whether a plan can't be carried out. */
final class PlanCheck {
    private final Snapshot now;
    private final Set<PageId> missing;
    private final List<PageChange> plan;
    private final Map<PageId, @Nullable PageContent> after = new HashMap<>();
    private final Map<PageId, PageId> childrenAfter;

    /** Checks {@code plan} against what was just listed; {@code missing} pages are live but were not listed. */
    PlanCheck(Snapshot now, Set<PageId> missing, List<PageChange> plan) {
        this.now = now;
        this.missing = missing;
        this.plan = plan;
        plan.forEach(change -> after.put(change.id(), Intent.of(change).content()));
        childrenAfter = childrenAfter();
    }

    /** What speaks against the plan. */
    Optional<ApplyResult> objection(ApplyContext context) {
        long token = context.fencingToken();
        long newest = now.counters().token();
        if (token != ApplyContext.UNFENCED && token < newest) {
            return Optional.of(new ApplyResult.Fenced(newest));
        }
        List<PageId> stale = plan.stream()
                .filter(change -> !isExpected(change))
                .map(PageChange::id)
                .toList();
        if (!stale.isEmpty()) {
            return Optional.of(new ApplyResult.Stale(stale));
        }
        return plan.stream()
                .map(this::refusal)
                .flatMap(Optional::stream)
                .findFirst()
                .map(ApplyResult.Refused::new);
    }

    private boolean isExpected(PageChange change) {
        Change newest = now.newest().get(change.id());
        return change.match(
                create -> newest == null,
                update -> newest instanceof Revision && newest.version() == update.expectedVersion(),
                delete -> newest instanceof Revision && newest.version() == delete.expectedVersion(),
                restore -> newest instanceof Tombstone && newest.version() == restore.expectedVersion());
    }

    private Optional<String> refusal(PageChange change) {
        PageId id = change.id();
        if (change instanceof PageChange.Delete) {
            return Optional.ofNullable(childrenAfter.get(id))
                    .map(child -> "Page " + id + " can't be deleted while page " + child + " stands under it.");
        }
        if (missing.contains(id)) {
            return Optional.of(
                    "Page " + id + " is missing from what the wiki lists, but it is not sure to be deleted.");
        }
        PageId parent = parentAfter(id);
        boolean isMoved = !Objects.equals(parent, parentNow(id)) || now.live(id).isEmpty();
        return parent == null || !isMoved ? Optional.empty() : refusalOf(id, parent);
    }

    private Optional<String> refusalOf(PageId id, PageId parent) {
        if (!isLiveAfter(parent)) {
            return Optional.of("Page " + id + " can't stand under page " + parent + ", which does not exist.");
        }
        Set<PageId> above = new HashSet<>();
        for (@Nullable PageId step = parent; step != null && above.add(step); step = parentAfter(step)) {
            if (step.equals(id)) {
                return Optional.of("Page " + id + " can't stand under itself or one of its own descendants.");
            }
        }
        return Optional.empty();
    }

    /** For each page that has live pages below it once the plan is carried out, one of them. */
    private Map<PageId, PageId> childrenAfter() {
        Map<PageId, PageId> children = new HashMap<>();
        Set<PageId> all = new HashSet<>(now.newest().keySet());
        all.addAll(after.keySet());
        for (PageId id : all) {
            PageId parent = parentAfter(id);
            if (parent != null && isLiveAfter(id)) {
                children.put(parent, id);
            }
        }
        return children;
    }

    private boolean isLiveAfter(PageId id) {
        return after.containsKey(id) ? after.get(id) != null : now.live(id).isPresent();
    }

    private @Nullable PageId parentAfter(PageId id) {
        PageContent content = after.get(id);
        return content != null ? content.parent() : parentNow(id);
    }

    private @Nullable PageId parentNow(PageId id) {
        return now.live(id).map(page -> page.content().parent()).orElse(null);
    }
}
