package dev.gitsync.jdbi;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.PageChange;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A plan beside what it found in the database: the pages that it names, the parents that it gives them, and all pages
 * above those. Decides without another look at the database what would become of them.
 */
final class Plan {
    private final List<PageChange> changes;
    private final Map<PageId, PlacedPage> before;
    private final Map<PageId, PlacedPage> after;

    Plan(List<PageChange> changes, Map<PageId, PlacedPage> before) {
        this.changes = changes;
        this.before = before;
        this.after = new HashMap<>(before);
        after.values().removeIf(page -> !page.here());
        changes.forEach(change -> after.put(change.id(), after(change)));
    }

    /** @throws InvalidInputException when a page is named twice, which no caller may do */
    static void requireEachPageOnce(Space space, List<PageChange> changes) {
        Set<PageId> seen = new HashSet<>();
        for (PageChange change : changes) {
            if (!seen.add(change.id())) {
                throw new InvalidInputException(
                        "A plan for space " + space.id() + " names page " + change.id() + " more than once");
            }
        }
    }

    /** What a change makes of its page, or nothing when it deletes the page. */
    static Optional<PageContent> content(PageChange change) {
        return change.match(
                create -> Optional.of(create.content()),
                update -> Optional.of(update.content()),
                delete -> Optional.empty(),
                restore -> Optional.of(restore.content()));
    }

    /** Whether no page comes, goes, or gets another parent, as far as it is there at all. */
    boolean keepsPlaces() {
        return changes.stream().allMatch(change -> {
            PlacedPage found = before.get(change.id());
            Optional<PageContent> content = content(change);
            return found == null
                    || (found.live()
                            && content.isPresent()
                            && Objects.equals(found.parent(), content.get().parent()));
        });
    }

    /** The pages that are not as the plan expects them, in its order. */
    List<PageId> stale() {
        return changes.stream()
                .filter(change -> !isExpected(change))
                .map(PageChange::id)
                .toList();
    }

    /**
     * The sentence that refuses the plan because of a parent, or nothing. Walks up from every page of the plan until it
     * comes to the top or to where an earlier walk went by, so that no page is looked at twice.
     */
    Optional<String> refusal() {
        Set<PageId> sound = new HashSet<>();
        for (PageChange change : changes) {
            Set<PageId> walk = new HashSet<>();
            PageId at = planned(change.id()).live() ? change.id() : null;
            while (at != null && !sound.contains(at)) {
                if (!walk.add(at)) {
                    return Optional.of(
                            "Page " + change.id() + " can't stand under itself or one of its own descendants.");
                }
                PlacedPage page = after.get(at);
                if (page == null || !page.live()) {
                    return Optional.of("Page " + change.id() + " can't stand under page " + at
                            + ", which does not exist in this space.");
                }
                at = page.parent();
            }
            sound.addAll(walk);
        }
        return Optional.empty();
    }

    /** The version that each page of the plan will have, in the order of the plan. */
    Map<PageId, Long> versions() {
        Map<PageId, Long> versions = new LinkedHashMap<>();
        changes.forEach(change -> versions.put(change.id(), planned(change.id()).version()));
        return versions;
    }

    private boolean isExpected(PageChange change) {
        PlacedPage found = before.get(change.id());
        return change.match(
                create -> found == null,
                update -> found != null && found.isLiveAt(update.expectedVersion()),
                delete -> found != null && found.isLiveAt(delete.expectedVersion()),
                restore -> found != null && found.isTrashAt(restore.expectedVersion()));
    }

    private PlacedPage after(PageChange change) {
        PlacedPage found = before.get(change.id());
        long version = found == null ? 1 : found.version() + 1;
        Optional<PageContent> content = content(change);
        @Nullable PageId parent = content.map(PageContent::parent).orElse(null);
        return new PlacedPage(change.id(), true, parent, version, content.isPresent());
    }

    private PlacedPage planned(PageId page) {
        return Objects.requireNonNull(after.get(page));
    }
}
