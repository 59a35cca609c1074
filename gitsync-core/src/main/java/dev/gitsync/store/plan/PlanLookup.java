package dev.gitsync.store.plan;

import dev.gitsync.model.PageId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Supplies the state of one space to {@link PlanCheck}, read while no other writer can change it until the plan is applied.
 * Each method takes many ids at once, so that an SQL store needs one statement per call. A store with {@linkplain
 * dev.gitsync.store.PageStore#attachments attachments} overrides {@link #attachments} and {@link #liveAttachment}.
 */
public interface PlanLookup {
    /** Returns the states of the pages and attachments with these ids. The map has no entry for an unused id. */
    Map<PageId, PageState> pages(Set<PageId> ids);

    /**
     * Returns the states of these pages and of all their ancestors. By default this reads level by level, with one call of
     * {@link #pages} per level; a store with recursive queries can read all of them in one query.
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

    /** Returns any one live child of one of {@code parents} that is not in {@code except}; empty if there is none. */
    Optional<PageId> liveChild(Set<PageId> parents, Set<PageId> except);

    /** Returns the live attachments that have these names. The map has no entry for a name that is free. */
    default Map<AttachmentName, PageId> attachments(Set<AttachmentName> names) {
        return Map.of();
    }

    /** Returns any one live attachment of one of {@code pages} that is not in {@code except}; empty if there is none. */
    default Optional<PageId> liveAttachment(Set<PageId> pages, Set<PageId> except) {
        return Optional.empty();
    }

    /** The state that a store has for an id, without the content of the page or attachment. */
    sealed interface PageState {
        /** Returns whether this is a live page at {@code version}. */
        default boolean isLiveAt(long version) {
            return this instanceof Live live && live.version() == version;
        }

        /** Returns whether this is a page that is in the trash since {@code version}. */
        default boolean isTrashedAt(long version) {
            return this instanceof Trashed trashed && trashed.version() == version;
        }

        /**
         * A live page of the space.
         *
         * @param version its version
         * @param parent the parent page, or null at the top of the space
         */
        record Live(long version, @Nullable PageId parent) implements PageState {}

        /**
         * A deleted page of the space.
         *
         * @param version the version that the deletion created
         */
        record Trashed(long version) implements PageState {}

        /**
         * A live attachment of the space.
         *
         * @param version its version
         * @param page the page that it belongs to, or null for the space itself
         * @param name its name within the page
         */
        record LiveAttachment(long version, @Nullable PageId page, String name) implements PageState {
            /** Returns the page and the name. */
            public AttachmentName named() {
                return new AttachmentName(page, name);
            }

            /** Returns version and page: names of attachments must never reach a log. */
            @Override
            public String toString() {
                return "LiveAttachment[version=" + version + ", page=" + page + "]";
            }
        }

        /**
         * A deleted attachment of the space.
         *
         * @param version the version that the deletion created
         */
        record TrashedAttachment(long version) implements PageState {}

        /**
         * The id belongs to a page or attachment of another space, or to another object: it can't be created or changed, or be
         * a parent.
         */
        record Elsewhere() implements PageState {}
    }
}
