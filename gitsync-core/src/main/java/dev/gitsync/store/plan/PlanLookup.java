package dev.gitsync.store.plan;

import dev.gitsync.model.PageId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@link PlanCheck} asks of a store: the state of one space, read where no other writer can change it until the plan is
 * applied. Each method takes many ids at once, so that a store in SQL needs one statement for each.
 */
public interface PlanLookup {
    /** The states of the pages with these ids. The map has no entry for an id that is not in use. */
    Map<PageId, PageState> pages(Set<PageId> ids);

    /**
     * The states of these pages, of the pages above them, and so on up to the top. By default this reads level by level, one
     * call of {@link #pages} for each; a store with recursive queries reads all of it in one.
     */
    default Map<PageId, PageState> lineages(Set<PageId> ids) {
        Map<PageId, PageState> found = new HashMap<>();
        Set<PageId> asked = new HashSet<>();
        Set<PageId> level = new HashSet<>(ids);
        while (!level.isEmpty()) {
            asked.addAll(level);
            Map<PageId, PageState> states = pages(level);
            found.putAll(states);
            level = new HashSet<>();
            for (PageState state : states.values()) {
                @Nullable PageId parent = state instanceof PageState.Live live ? live.parent() : null;
                if (parent != null && !asked.contains(parent)) {
                    level.add(parent);
                }
            }
        }
        return found;
    }

    /** Any one live page directly below one of {@code parents}, other than those in {@code except}; empty if there is none. */
    Optional<PageId> liveChild(Set<PageId> parents, Set<PageId> except);

    /** What a store holds under the id of a page, without what the page says. */
    sealed interface PageState {
        /** Whether this is a live page at {@code version}. */
        default boolean isLiveAt(long version) {
            return this instanceof Live live && live.version() == version;
        }

        /** Whether this is a page that is in the trash since {@code version}. */
        default boolean isTrashedAt(long version) {
            return this instanceof Trashed trashed && trashed.version() == version;
        }

        /**
         * A live page of the space.
         *
         * @param version its version
         * @param parent the page above, or null at the top of the space
         */
        record Live(long version, @Nullable PageId parent) implements PageState {}

        /**
         * A deleted page of the space.
         *
         * @param version the version that the deletion made
         */
        record Trashed(long version) implements PageState {}

        /** The id belongs to a page of another space, or to something that is no page: it can't be created, changed or a parent. */
        record Elsewhere() implements PageState {}
    }
}
